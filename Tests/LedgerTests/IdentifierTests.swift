import Basics
import Ledger
import TestKit
import Testing
import Vocabulary

@Suite(.scratch) struct IdentifierTests {
    @Test(arguments: [
        (3, "vju"), (4, "8d8e"), (5, "bi3tk"), (6, "8bi3tk"), (7, "r5sr6bm"), (8, "8r5sr6bm"),
    ])
    func hashesLikeTheOriginal(_ length: Int, _ hash: String) throws {
        let generator = IDGenerator(
            title: "Fix login",
            body: "Details",
            creator: "jira-import",
            time: try #require(Timestamp("2024-01-02T03:04:05.006Z"))
        )
        #expect(generator.hash(length: length, nonce: 0) == hash)
    }

    /// The largest number of beads for each length at a chance of 25 %.
    @Test(arguments: [(3, 163), (4, 983), (5, 5_898), (6, 35_389), (7, 212_339)])
    func growsWithTheLedger(_ length: Int, _ most: Int) {
        #expect(IDGenerator.length(for: most) == length)
        #expect(IDGenerator.length(for: most + 1) == length + 1)
    }

    @Test func startsAtTheShortestAndEndsAtTheLongest() {
        var limits = IDGenerator.Limits()
        #expect(IDGenerator.length(for: 0) == 3)
        #expect(IDGenerator.length(for: 100_000_000) == 8)
        limits.shortest = 5
        #expect(IDGenerator.length(for: 0, limits) == 5)
        limits.longest = 4
        #expect(IDGenerator.length(for: 1_000_000, limits) == 4)
        limits = IDGenerator.Limits()
        limits.collision = 0
        #expect(IDGenerator.length(for: 1, limits) == 8)
        limits.collision = 1
        #expect(IDGenerator.length(for: 1_000_000, limits) == 3)
    }

    @Test func takesTheNextAttemptAndThenTheNextLength() throws {
        let generator = IDGenerator(title: "t", body: "", creator: "", time: Timestamp(seconds: 0))
        let three = (0..<10).map { BeadID(trusted: "gt-\(generator.hash(length: 3, nonce: $0))") }
        let first = try generator.identifier("gt", count: 0) { _ in false }
        #expect(first == three[0])
        let second = try generator.identifier("gt", count: 0) { $0 == three[0] }
        #expect(second == three[1])
        let longer = try generator.identifier("gt", count: 0) { three.contains($0) }
        #expect(longer == BeadID(trusted: "gt-\(generator.hash(length: 4, nonce: 0))"))
        #expect(throws: Problem.self) { try generator.identifier("gt", count: 0) { _ in true } }
    }

    @Test func survivesTimesBeyondTheRangeOfNanoseconds() {
        let far = IDGenerator(title: "t", body: "", creator: "", time: Timestamp(seconds: 253_402_300_799))
        #expect(far.hash(length: 8, nonce: 0).count == 8)
    }

    /// Weakness 25: one name for one bead, whichever shelf it stands on.
    @Test func weakness25ANameIsTakenOnEitherShelf() throws {
        let town = try LedgerFixture()
        var bead = Bead(id: id("x"), title: "same", at: Timestamp(seconds: 1))
        let prefix = try town.ledger.read.prefix()
        let name = try town.write { try $0.makeIdentifier(for: bead, prefix: prefix) }
        bead.id = name
        bead.isEphemeral = true
        try town.write { try $0.insert(bead) }
        bead.isEphemeral = false
        #expect(throws: Problem.self) { try town.write { try $0.insert(bead) } }
        #expect(try town.write { try $0.makeIdentifier(for: bead, prefix: prefix) } != name)
    }

    @Test func countsStayTrue() throws {
        let town = try LedgerFixture()
        try town.beads("a", "b", "c.1", "mol-x")
        try town.beads("wisp-w", "v") { $0.isEphemeral = true }
        func counts() throws -> [Int] {
            try [("gt", Shelf.versioned), ("gt-mol", .versioned), ("gt", .ignored), ("gt-wisp", .ignored)].map {
                try town.ledger.read.count(of: $0.0, on: $0.1)
            }
        }
        #expect(try counts() == [2, 1, 1, 1])
        try town.write { try $0.delete(id("a")) }
        try town.write { try $0.delete(id("wisp-w")) }
        try town.write { try $0.delete(id("c.1")) }
        #expect(try counts() == [1, 1, 1, 0])
        #expect(throws: Problem.self) { try town.beads("z", "b") }
        #expect(try counts() == [1, 1, 1, 0])
        #expect(try town.ledger.trueCounts() == ["gt": 1, "gt-mol": 1])
    }

    @Test func namesOfChildrenNeverComeBack() throws {
        let town = try LedgerFixture()
        try town.beads("p")
        func next(wisp: Bool = false) throws -> BeadID {
            try town.write {
                let name = try $0.makeChildIdentifier(of: id("p"), isWisp: wisp)
                var bead = Bead(id: name, title: "child", at: $0.time)
                bead.isEphemeral = wisp
                try $0.insert(bead)
                return name
            }
        }
        #expect(try next() == id("p.1"))
        #expect(try next() == id("p.2"))
        try town.write { try $0.delete(id("p.2")) }
        #expect(try next() == id("p.3"))
        try town.beads("p.7")
        #expect(try next() == id("p.8"))
        #expect(try next(wisp: true) == id("p.9"))
        #expect(try next() == id("p.10"))
    }
}
