import Effects
import Host
import Testing

extension OneAfterAnother {
    @Suite struct FileLockTests {
        private let scratch: ScratchFolder

        init() throws { scratch = try ScratchFolder() }

        @Test func hasOneHolder() throws {
            let path = scratch("locks/a")
            do {
                let first = try #require(try FileLock.attempt(path))
                #expect(try FileLock.attempt(path) == nil)
                #expect(throws: LockFailure.held(path: path, after: .milliseconds(5))) {
                    try FileLock.hold(path, limit: .milliseconds(5))
                }
                #expect(first.path == path)
            }
            #expect(Files.exists(path))
            // A program that another test starts at this moment keeps the lock for as long as it lives.
            #expect(try FileLock.hold(path, limit: .seconds(60)).path == path)
        }

        @Test func livesAsLongAsAStartedProgram() throws {
            let path = scratch("a")
            var orphan = 0
            do {
                let lock = try #require(try FileLock.attempt(path))
                let outcome = try ProcessRunner.live.run(ProcessCall("sh", ["-c", "sleep 60 & echo $!"]))
                orphan = try #require(Int(outcome.output.split(separator: "\n")[0]))
                _ = lock.path
            }
            #expect(try FileLock.attempt(path) == nil)
            ProcessIdentity(of: orphan)?.send(9)
            _ = try FileLock.hold(path, limit: .seconds(60))
        }

        @Test func aGuardedProgramKeepsItAndWhatThatLeavesRunningDoesNot() async throws {
            let path = scratch("a")
            let (begun, goOn) = (scratch("begun"), scratch("go-on"))
            let script = "sleep 60 & echo $!; : >\(begun); while [ ! -e \(goOn) ]; do sleep 0.01; done; exit 3"
            var call = ProcessCall("sh", ["-c", script])
            call.locks = .guarded
            var lock = try FileLock.attempt(path)
            #expect(lock?.path == path)
            let run = Task.detached { [call] in try ProcessRunner.live.run(call) }
            while !Files.exists(begun) { await Task.yield() }
            lock = nil
            #expect(try FileLock.attempt(path) == nil)
            try Files.write("", to: goOn)
            let outcome = try await run.value
            #expect(outcome.status == 3)
            defer { Int(outcome.output.dropLast()).flatMap { ProcessIdentity(of: $0) }?.send(9) }
            _ = try FileLock.hold(path, limit: .seconds(20))
        }

        @Test func isNotPassedToADetachedProgram() throws {
            let path = scratch("a")
            var process: ProcessIdentity?
            do {
                let lock = try #require(try FileLock.attempt(path))
                process = try Programs.startDetached(ProcessCall("sleep", ["60"]), log: scratch("log"))
                _ = lock.path
            }
            // Swift Testing waits for any child in its exit tests: one that nobody reaps makes them wait for ever.
            defer { if let process { process.send(9); while !Programs.reap(process) {} } }
            _ = try FileLock.hold(path, limit: .seconds(60))
        }
    }
}
