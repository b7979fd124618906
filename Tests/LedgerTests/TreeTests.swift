import Ledger
import LedgerKit
import TestKit
import Testing
import Vocabulary

@Suite(.scratch) struct TreeTests {
    let store: ScratchLedger
    init() throws { store = try ScratchLedger() }

    private func tie(_ pairs: String, _ type: EdgeType = .blocks, checked: Bool = true) throws {
        for pair in pairs.split(separator: " ") {
            let ends = pair.split(separator: ">").map { BeadID(trusted: "gt-\($0)") }
            for end in ends where try store.bead(end) == nil { try store.task(end.description) }
            try store.change { try $0.add(Edge(ends[0], type, ends[1], at: $0.time), checksCycles: checked) }
        }
    }

    private func tree(
        _ id: String,
        _ direction: TreeDirection = .down,
        depth: Int = 9,
        all: Bool = false
    ) throws -> String {
        let nodes = try store.ledger.read.tree(
            of: BeadID(trusted: "gt-\(id)"),
            direction,
            depth: depth,
            showsAllPaths: all
        )
        return nodes.map { "\($0.depth)\($0.bead.id.description.dropFirst(3))" + ($0.isRepeated ? "*" : "") }
            .joined(separator: " ")
    }

    @Test func showsEachBeadOnceOnTheShortestWay() throws {
        try tie("a>b b>c a>c c>d")
        #expect(try tree("a") == "0a 1b 1c 2d")
        #expect(try tree("a", all: true) == "0a 1b 2c 3d 1c* 2d*")
        #expect(try tree("d", .up) == "0d 1c 2b 2a")
        #expect(try tree("a", depth: 1) == "0a 1b 1c")
    }

    @Test func endsInCircles() throws {
        try tie("a>b b>a", .related)
        #expect(try tree("a") == "0a 1b")
        #expect(try tree("a", all: true) == "0a 1b 2a*")
    }

    @Test func findsCirclesOnce() throws {
        try tie("a>b b>c")
        #expect(try store.ledger.read.cycles().isEmpty)
        try tie("c>a d>d2 d2>d", checked: false)
        let cycles = try store.ledger.read.cycles().map { $0.map { String($0.description.dropFirst(3)) }.joined() }
        #expect(cycles == ["abc", "dd2"])
    }

    @Test func namesWhatBlocks() throws {
        try tie("b>a c>b")
        let blocked = try store.ledger.read.blocked()
        #expect(blocked.map(\.bead.id.description) == ["gt-c", "gt-b"])
        #expect(blocked.map { $0.blockers.map(\.id.description) } == [["gt-b"], ["gt-a"]])
    }
}
