import Ledger
import TestKit
import Testing
import Vocabulary

@Suite(.scratch) struct EdgeTests {
    @Test func refusesCircles() throws {
        let town = try LedgerFixture()
        try town.beads("a", "b", "c")
        #expect(throws: EdgeFault.toItself(id("a"))) { try town.join("a", .blocks, "a") }
        try town.join("b", .blocks, "a")
        try town.join("c", .conditionalBlocks, "b")
        #expect(throws: EdgeFault.cycle(id("a"), id("c"))) { try town.join("a", .blocks, "c") }
        #expect(throws: EdgeFault.cycle(id("a"), id("c"))) { try town.join("a", .waitsFor, "c") }
        try town.join("a", .related, "c")
        try town.write { try $0.add(Edge(id("a"), .blocks, id("c"), at: $0.time), checksCycles: false) }
        #expect(try town.bead("a").isBlocked)
    }

    @Test func refusesCirclesOfParentsAlways() throws {
        let town = try LedgerFixture()
        try town.beads("a", "b")
        try town.join("b", .parentChild, "a")
        for checks in [true, false] {
            #expect(throws: EdgeFault.cycle(id("a"), id("b"))) {
                try town.write {
                    try $0.add(Edge(id("a"), .parentChild, id("b"), at: $0.time), checksCycles: checks)
                }
            }
        }
        let report = try town.write {
            var line = ImportedBead(try town.bead("a"))
            line.bead.updatedAt = $0.time
            line.edges = [Edge(id("a"), .parentChild, id("b"), at: $0.time)]
            return try $0.take([line])
        }
        #expect(report.skippedEdges == ["gt-a -> gt-b"])
    }

    @Test func refusesAnAncestorAsBlockerWhicheverComesFirst() throws {
        let town = try LedgerFixture()
        try town.beads("p", "c", "g")
        try town.join("c", .parentChild, "p")
        try town.join("g", .parentChild, "c")
        let fault = EdgeFault.ancestor(child: id("g"), ancestor: id("p"))
        #expect(throws: fault) { try town.join("g", .blocks, "p") }
        #expect(throws: fault) { try town.join("g", .waitsFor, "p") }
        try town.beads("x", "y")
        try town.join("y", .blocks, "p")
        try town.join("y", .parentChild, "x")
        #expect(throws: EdgeFault.ancestor(child: id("y"), ancestor: id("p"))) { try town.join("x", .parentChild, "p") }
    }

    @Test func refusesWaysAroundByParentsAndSpawners() throws {
        let town = try LedgerFixture()
        try town.beads("p", "child", "b", "s", "w")
        try town.join("child", .parentChild, "p")
        // The child inherits what keeps its parent waiting.
        #expect(throws: EdgeFault.cycle(id("p"), id("child"))) { try town.join("p", .blocks, "child") }
        try town.join("p", .blocks, "b")
        #expect(throws: EdgeFault.cycle(id("b"), id("child"))) { try town.join("b", .blocks, "child") }
        try town.join("w", .waitsFor, "s")
        #expect(throws: EdgeFault.cycle(id("s"), id("w"))) { try town.join("s", .blocks, "w") }
        try town.join("b", .blocks, "w")
        #expect(throws: EdgeFault.cycle(id("child"), id("s"))) {
            try town.write {
                try $0.removeEdges(from: id("child"), to: id("p"))
                try $0.add(Edge(id("child"), .blocks, id("b"), at: $0.time))
                try $0.add(Edge(id("child"), .parentChild, id("s"), at: $0.time))
            }
        }
    }

    @Test func theSameEdgeAgainGetsTheNewMetadata() throws {
        let town = try LedgerFixture()
        try town.beads("s", "w", "c")
        try town.join("c", .parentChild, "s")
        try town.join("w", .waitsFor, "s")
        try town.write { try $0.close(id("c")) }
        #expect(try town.bead("w").isBlocked)
        try town.join("w", .waitsFor, "s", metadata: "{\"gate\":\"any-children\"}")
        #expect(try town.ledger.read.edges(from: id("w")).count == 1)
        #expect(try !town.bead("w").isBlocked)
        try town.join("w", .waitsFor, "s", metadata: "{\"note\":\"any-children\"}")
        #expect(try town.bead("w").isBlocked)
    }

    @Test func strangersKeepNobodyWaitingUntilTheyAreThere() throws {
        let town = try LedgerFixture()
        try town.beads("a")
        try town.join("a", .blocks, "later")
        try town.write { try $0.add(Edge(id("a"), .blocks, BeadID(trusted: "external:x:y"), at: $0.time)) }
        #expect(try town.ready() == ["a"])
        try town.beads("later")
        #expect(try town.ready() == ["later"])
        #expect(throws: BeadFault.missing(id("none"))) { try town.join("none", .blocks, "a") }
        let long = EdgeType(rawValue: String(repeating: "x", count: 51))
        #expect(throws: EdgeFault.badType(long.rawValue)) { try town.join("a", long, "later") }
        try town.join("a", EdgeType(rawValue: "anything"), "later")
    }

    @Test func wispsAndBeadsBlockEachOther() throws {
        let town = try LedgerFixture()
        try town.beads("a", "b")
        try town.beads("w") { $0.hasNoHistory = true }
        try town.join("a", .blocks, "w")
        try town.join("w", .blocks, "b")
        #expect(try town.ready() == ["b"])
        try town.write { try $0.close(id("b")) }
        #expect(try town.ready() == ["w"])
        try town.write { try $0.close(id("w")) }
        #expect(try town.ready() == ["a"])
    }

    @Test func aLongChainIsWalkedOnce() throws {
        let town = try LedgerFixture()
        try town.write { transaction in
            for number in 0..<2_000 {
                try transaction.insert(Bead(id: id("n\(number)"), title: "n", at: transaction.time))
                if number > 0 {
                    try transaction.add(
                        Edge(id("n\(number)"), .blocks, id("n\(number - 1)"), at: transaction.time),
                        checksCycles: false
                    )
                }
            }
        }
        #expect(throws: EdgeFault.cycle(id("n0"), id("n1999"))) { try town.join("n0", .blocks, "n1999") }
        #expect(try town.ready() == ["n0"])
    }
}
