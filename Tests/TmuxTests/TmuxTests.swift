import Effects
import Host
import TestKit
import Testing
import Tmux

@Suite(.serialized, .scratch, .needs("tmux")) struct TmuxTests {
    /// Runs `body` with a server of its own, which is gone afterwards.
    private func withServer(_ body: (Tmux, Scratch) throws -> Void) throws {
        let scratch = try #require(Scratch.current)
        let tmux = Tmux(
            socket: "gt-test-\(UInt32.random(in: 0...UInt32.max))",
            .live(environment: [
                "PATH": "/usr/bin:/bin", "SECRET": "s3cr3t", "GIT_DIR": "/nowhere", "TMUX_TMPDIR": scratch.path,
            ])
        )
        defer { try? tmux.killServer() }
        try body(tmux, scratch)
    }

    @Test func noServerIsNoSession() throws {
        try withServer { tmux, _ in
            #expect(try tmux.sessions().isEmpty)
            #expect(try !tmux.has("sh-furiosa"))
            try tmux.killSession("sh-furiosa")
            try tmux.killServer()
            #expect(throws: TmuxFailure.noSession("sh-furiosa")) { try tmux.capture("sh-furiosa", lines: 5) }
        }
    }

    @Test func namesAreExact() throws {
        try withServer { tmux, scratch in
            try tmux.newSession("sh-furiosa", running: ["sleep", "60"], in: scratch.path, environment: [:])
            #expect(try !tmux.has("sh-fur"))
            try tmux.killSession("sh-fur")
            #expect(throws: TmuxFailure.noSession("sh-fur")) { try tmux.capture("sh-fur", lines: 5) }
            #expect(throws: TmuxFailure.noSession("sh-fur")) { try tmux.type("x", into: "sh-fur") }
            #expect(throws: TmuxFailure.taken(session: "sh-furiosa")) {
                try tmux.newSession("sh-furiosa", running: ["sleep", "60"], in: scratch.path, environment: [:])
            }
            #expect(throws: TmuxFailure.badName("a.b")) {
                try tmux.newSession("a.b", running: ["sleep", "60"], in: scratch.path, environment: [:])
            }
            #expect(try tmux.sessions().map(\.name) == ["sh-furiosa"])
            #expect(try tmux.sessions().map(\.clients) == [0])
            try tmux.killSession("sh-furiosa")
            #expect(try tmux.sessions().isEmpty)
        }
    }

    @Test func aSessionGetsItsVariablesAndNothingOfTheCaller() throws {
        try withServer { tmux, scratch in
            try tmux.newSession("first", running: ["sleep", "60"], in: scratch.path, environment: ["GT_ROLE": "other"])
            let script = "env > env.draft; mv env.draft env; exec sleep 60"
            try tmux.newSession(
                "second",
                running: ["sh", "-c", script],
                in: scratch.path,
                environment: [
                    "GT_ROLE": "shop/polecats/toast", "GT_TEXT": "a b;c\nd;", "GT_END": "\\;",
                    "GT_ODD": "~'#{x}$HOME\"\t`",
                ]
            )
            while !scratch.exists("env") {}
            let text = try scratch.read("env")
            #expect(text.contains("GT_ROLE=shop/polecats/toast\n"))
            #expect(text.contains("GT_TEXT=a b;c\nd;\n"))
            #expect(text.contains("PWD=\(scratch.path)\n"))
            #expect(text.contains("GT_END=\\;\n"))
            #expect(text.contains("GT_ODD=~'#{x}$HOME\"\t`\n"))
            #expect(!text.contains("SECRET"))
            #expect(!text.contains("GIT_DIR"))
        }
    }

    @Test func beginsInTheFolderWhateverItIsCalled() throws {
        try withServer { tmux, scratch in
            let folder = try Files.realPath(scratch.folder("my C#Hell #{host} #(touch ran) x"))
            let script = "pwd > here.draft; mv here.draft here; exec sleep 60"
            try tmux.newSession("s", running: ["sh", "-c", script], in: folder, environment: [:])
            while !Files.exists("\(folder)/here") { try #require(try tmux.has("s")) }
            #expect(try Files.text(at: "\(folder)/here") == folder + "\n")
            #expect(!scratch.exists("ran"))
        }
    }

    @Test func noCommandLineShowsAVariable() throws {
        try withServer { tmux, scratch in
            try tmux.newSession("s", running: ["sleep", "60"], in: scratch.path, environment: ["KEY": "very-secret-1"])
            #if os(Linux)
                // Not every machine has `ps`.
                let list = "cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' '"
            #else
                let list = "ps -eo args"
            #endif
            let lines = try ProcessRunner.live.run(ProcessCall("sh", ["-c", list])).output
            #expect(lines.contains(tmux.socket))
            #expect(!lines.contains("very-secret-1"))
        }
    }

    @Test func showsAndTypes() throws {
        try withServer { tmux, scratch in
            try tmux.newSession("s", running: ["cat"], in: scratch.path, environment: [:])
            try tmux.type("-l hello; $HOME;", into: "s")
            try tmux.press("Enter", in: "s")
            while try tmux.capture("s", lines: 10) != "-l hello; $HOME;\n-l hello; $HOME;" {}
            #expect(try tmux.capture("s", lines: 1) == "-l hello; $HOME;")
            #expect(tmux.attachArguments("s") == ["-L", tmux.socket, "-u", "attach-session", "-t", "=s"])
        }
    }

    @Test func theServerHoldsNoLockOfItsStarter() throws {
        try withServer { tmux, scratch in
            do {
                let lock = try #require(try FileLock.attempt(scratch.file("lock")))
                try tmux.newSession("s", running: ["sleep", "60"], in: scratch.path, environment: [:])
                _ = lock.path
            }
            _ = try FileLock.hold(scratch.file("lock"), limit: .seconds(5))
        }
    }

    @Test func aSessionRightAfterTheLastOneEnded() throws {
        try withServer { tmux, scratch in
            for number in 1...10 {
                try tmux.newSession("s\(number)", running: ["sleep", "60"], in: scratch.path, environment: [:])
                try tmux.killSession("s\(number)")
            }
            #expect(try tmux.sessions().isEmpty)
        }
    }
}
