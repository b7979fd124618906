import Effects
import Host
import Testing

extension OneAfterAnother {
    @Suite struct ProcessRunnerTests {
        private let run = ProcessRunner.live.run

        private func shell(_ script: String, limit: Duration = .seconds(20)) -> ProcessCall {
            ProcessCall("sh", ["-c", script], limit: limit)
        }

        @Test func keepsOutputErrorsAndStatusApart() throws {
            let outcome = try run(shell("echo out; echo err >&2; exit 3"))
            #expect(outcome == ProcessOutcome(status: 3, output: "out\n", errors: "err\n"))
        }

        @Test func tellsASignalFromAStatus() throws {
            let outcome = try run(shell("kill -9 $$"))
            #expect(outcome == ProcessOutcome(status: 137, signal: 9))
        }

        @Test func givesInputFolderAndExactlyThisEnvironment() throws {
            let scratch = try ScratchFolder()
            var call = ProcessCall(
                "sh",
                ["-c", "cat; pwd; env | grep -v '^PWD=\\|^_=\\|^SHLVL=\\|^OLDPWD='"],
                in: scratch.path
            )
            call.environment = ["PATH": "/usr/bin:/bin", "A": "ä b"]
            call.input = "hello\n"
            let outcome = try run(call)
            #expect(
                outcome.output.split(separator: "\n").sorted()
                    == ["A=ä b", "PATH=/usr/bin:/bin", Substring(scratch.path), "hello"].sorted()
            )
        }

        @Test func movesMoreThanAPipeHoldsBothWays() throws {
            var call = ProcessCall("cat", [])
            call.input = String(repeating: "0123456789abcde\n", count: 40_000)
            #expect(try run(call).output == call.input)
        }

        @Test func survivesAProgramThatDoesNotReadItsInput() throws {
            var call = ProcessCall("true", [])
            call.input = String(repeating: "x", count: 1_000_000)
            #expect(try run(call) == ProcessOutcome())
        }

        @Test func cutsOutputAboveTheLimitAndSaysSo() throws {
            var call = shell("head -c 100000 /dev/zero | tr '\\0' x")
            call.outputLimit = 10
            #expect(try run(call) == ProcessOutcome(output: "xxxxxxxxxx", isTruncated: true))
        }

        @Test func endsTheWholeGroupAtTheTimeLimit() throws {
            let scratch = try ScratchFolder()
            let call = shell("sleep 50 & echo $! > \(scratch("pid")); sleep 60", limit: .milliseconds(200))
            #expect(throws: ProcessFailure.timedOut(program: "sh", after: .milliseconds(200))) { try run(call) }
            let pid = try #require(Int(Files.text(at: scratch("pid")).split(separator: "\n")[0]))
            // The signal was sent; the orphan may need a moment to die of it, and its new parent to wait for it.
            let start = ContinuousClock.now
            while ProcessIdentity(of: pid) != nil, ContinuousClock.now - start < .seconds(30) {}
            #expect(ProcessIdentity(of: pid) == nil)
        }

        @Test func killsWhatIgnoresTheFirstSignal() throws {
            let call = shell("trap '' TERM; while :; do sleep 1; done", limit: .milliseconds(100))
            #expect(throws: ProcessFailure.timedOut(program: "sh", after: .milliseconds(100))) { try run(call) }
        }

        @Test func aGuardedProgramEndsAsItWouldWithoutAGuard() throws {
            func guarded(_ script: String, limit: Duration = .seconds(20)) -> ProcessCall {
                var call = shell(script, limit: limit)
                call.locks = .guarded
                return call
            }
            #expect(try run(guarded("echo out; exit 3")) == ProcessOutcome(status: 3, output: "out\n"))
            #expect(try run(guarded("kill -9 $$")) == ProcessOutcome(status: 137, signal: 9))
            var reading = guarded("cat")
            reading.input = "hello\n"
            #expect(try run(reading).output == "hello\n")
            let scratch = try ScratchFolder()
            let call = guarded("sleep 50 & echo $! > \(scratch("pid")); sleep 60", limit: .milliseconds(300))
            #expect(throws: ProcessFailure.timedOut(program: "sh", after: .milliseconds(300))) { try run(call) }
            let pid = try #require(Int(Files.text(at: scratch("pid")).split(separator: "\n")[0]))
            let start = ContinuousClock.now
            while ProcessIdentity(of: pid) != nil, ContinuousClock.now - start < .seconds(30) {}
            #expect(ProcessIdentity(of: pid) == nil)
            try Files.write("no program\n", to: scratch("text"))
            try Files.setMode(0o755, of: scratch("text"))
            var broken = ProcessCall(scratch("text"), [])
            broken.locks = .guarded
            #expect(throws: ProcessFailure.self) { try run(broken) }
        }

        @Test func doesNotWaitForAnOrphanThatHoldsTheOutput() throws {
            let begin = ContinuousClock.now
            let outcome = try run(shell("sleep 30 & echo $!"))
            #expect(ContinuousClock.now - begin < .seconds(10))
            let orphan = try #require(Int(outcome.output.split(separator: "\n")[0]))
            ProcessIdentity(of: orphan)?.send(9)
        }

        @Test func childrenHaveDefaultSignals() throws {
            // A shell cannot undo an ignored signal, so its own kill would return.
            #expect(try run(shell("kill -PIPE $$; echo still here")).signal == 13)
        }

        @Test func namesAMissingProgramAndAMissingFolder() throws {
            #expect(throws: ProcessFailure.notFound(program: "gt-no-such-program")) {
                try run(ProcessCall("gt-no-such-program", []))
            }
            #expect(throws: ProcessFailure.cannotStart(program: "true", reason: "no such folder: /nowhere/at/all")) {
                try run(ProcessCall("true", [], in: "/nowhere/at/all"))
            }
        }

        @Test func startsADetachedProgramInASessionOfItsOwn() throws {
            let scratch = try ScratchFolder()
            let call = ProcessCall("sh", ["-c", "echo one; echo two >&2; exec sleep 30"])
            let process = try Programs.startDetached(call, log: scratch("log"))
            defer { process.send(9); while !Programs.reap(process) {} }
            #expect(process.sessionID == process.pid)
            #expect(process.isAlive)
            #expect(ProcessIdentity.all(inSession: process.pid) == [process])
            while try Files.text(at: scratch("log")) != "one\ntwo\n" {}
        }
    }
}
