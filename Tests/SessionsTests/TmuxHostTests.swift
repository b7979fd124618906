import Effects
import Host
import Layout
import LedgerKit
import Sessions
import Supervised
import TestKit
import Testing
import Tmux
import Vocabulary

@Suite(.scratch, .serialized, .needs("tmux")) struct TmuxHostTests {
    @Test func aServiceLivesInARealSessionUntilItIsEnded() throws {
        let scratch = try #require(Scratch.current)
        let store = try ScratchLedger("hq", prefix: "hq", effects: .live(environment: [:]))
        let town = TownLayout(root: try scratch.folder("town"))
        // Stands in for the installed program: what follows `--` is what it becomes.
        try scratch.writeProgram(
            "#!/bin/sh\nwhile [ \"$1\" != -- ]; do shift; done\nshift 2\necho \"$@ for $GT_ROLE\"\nexec sleep 60\n",
            to: "bin/gt"
        )
        let effects = Effects.live(environment: ["PATH": "/usr/bin:/bin", "TMUX_TMPDIR": scratch.path])
        let host = TmuxHost(Tmux(socket: "gt-test-\(UInt32.random(in: 0...UInt32.max))", effects))
        defer { try? host.shutDown() }
        let sessions = Sessions(town: town, host: host, program: scratch.file("bin/gt"), effects: effects)
        let supervision = Supervision(town: town, hq: store.ledger, effects: effects)
        let (address, prefix) = try (#require(Address("shop/refinery")), #require(Prefix("sh")))
        let order = SessionOrder(address, prefix: prefix, in: scratch.path, .service(["refinery", "run", "shop"]))
        #expect(try sessions.start(order, supervision) == .started(session: "sh-refinery"))
        #expect(try sessions.list().map(\.name) == ["sh-refinery"])
        while try sessions.peek(address, prefix: prefix, lines: 5) != "refinery run shop for shop/refinery" {}
        try sessions.end(address, prefix: prefix, supervision)
        #expect(try sessions.list().isEmpty)
        try host.shutDown()
        #expect(try Files.list("\(scratch.path)/tmux-\(userNumber)").isEmpty)
    }
}

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

private var userNumber: Int { Int(getuid()) }
