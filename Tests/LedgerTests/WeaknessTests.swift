import Basics
import Ledger
import TestKit
import Testing
import Vocabulary

/// The weaknesses of the original in readiness and graph (bd.md 11), each mended.
///
/// Number 13 is in ``CloseTests``, number 25 in ``IdentifierTests``.
@Suite(.scratch) struct WeaknessTests {
    @Test func weakness3FiltersWorkOnBothShelves() throws {
        let town = try LedgerFixture()
        try town.beads("a", "b")
        try town.beads("v", "w") { $0.hasNoHistory = true }
        try town.write {
            for name in ["a", "v"] {
                try $0.addLabel("x", to: id(name))
                try $0.update(id(name)) { $0.molType = "swarm" }
            }
            for name in ["b", "w"] { try $0.addLabel("y", to: id(name)) }
        }
        var query = ReadyQuery()
        query.anyLabels = ["x", "z"]
        #expect(try town.ready(query) == ["v", "a"])
        query = ReadyQuery()
        query.molType = "swarm"
        #expect(try town.ready(query) == ["v", "a"])
        query = ReadyQuery()
        query.excludedLabels = ["x"]
        #expect(try town.ready(query) == ["w", "b"])
    }

    @Test func weakness5CustomStatesMeanWhatTheirCategorySays() throws {
        let town = try LedgerFixture()
        try town.write { try $0.setConfig("status.custom", "triage:active,review:wip,shipped:done,parked:frozen,odd") }
        for name in ["triage", "review", "shipped", "parked", "odd"] {
            try town.beads(name) { $0.status = BeadStatus(rawValue: name) }
            try town.beads("after-\(name)")
            try town.join("after-\(name)", .blocks, name)
        }
        #expect(try Set(town.ready()) == ["triage", "after-shipped"])
        // Another meaning of a state frees and blocks what waits for it.
        try town.write { try $0.setConfig("status.custom", "triage:done,review:active,shipped:wip,parked:done,odd") }
        #expect(try Set(town.ready()) == ["review", "after-triage", "after-parked"])
    }

    @Test func weakness6ACustomStateWithACategoryCanBeUsedAtOnce() throws {
        let town = try LedgerFixture()
        try town.write { try $0.setConfig("status.custom", "in_review:active") }
        try town.beads("a") { $0.status = BeadStatus(rawValue: "in_review") }
        try town.write {
            var line = ImportedBead(Bead(id: id("b"), title: "b", at: $0.time))
            line.bead.status = BeadStatus(rawValue: "in_review")
            _ = try $0.take([line])
        }
        #expect(try Set(town.ready()) == ["a", "b"])
        #expect(throws: BeadFault.self) { try town.beads("c") { $0.status = BeadStatus(rawValue: "in_review:active") } }
    }

    @Test(arguments: [nil, "{\"gate\":\"all-children\"}", "{\"gate\":\"any-children\"}"])
    func weakness7ASpawnerMustBeClosedItself(_ gate: String?) throws {
        let town = try LedgerFixture()
        try town.beads("fan-out", "fan-in")
        try town.join("fan-in", .waitsFor, "fan-out", metadata: gate)
        #expect(try town.bead("fan-in").isBlocked)
        try town.beads("one", "two")
        try town.join("one", .parentChild, "fan-out")
        try town.join("two", .parentChild, "fan-out")
        try town.write { try $0.close(id("one")) }
        // One closed child is enough for the one gate only.
        let isAny = gate?.contains("any") == true
        #expect(try town.bead("fan-in").isBlocked == !isAny)
        try town.write { try $0.close(id("two")) }
        #expect(try town.bead("fan-in").isBlocked == !isAny)
        try town.write { try $0.close(id("fan-out")) }
        #expect(try !town.bead("fan-in").isBlocked)
        // A late child counts again.
        try town.beads("three")
        try town.join("three", .parentChild, "fan-out")
        #expect(try town.bead("fan-in").isBlocked == !isAny)
    }

    /// The last open child may also go away, by deletion or to another parent.
    @Test func weakness7AChildThatGoesAwayEndsTheWait() throws {
        let town = try LedgerFixture()
        try town.beads("spawner", "one", "two", "waiter")
        try town.join("one", .parentChild, "spawner")
        try town.join("two", .parentChild, "spawner")
        try town.join("waiter", .waitsFor, "spawner")
        try town.write { try $0.close(id("spawner")) }
        try town.write { try $0.delete(id("one")) }
        #expect(try town.bead("waiter").isBlocked)
        try town.write { try $0.removeEdges(from: id("two"), to: id("spawner")) }
        #expect(try !town.bead("waiter").isBlocked)
        try town.join("two", .parentChild, "spawner")
        #expect(try town.bead("waiter").isBlocked)
        try town.write { try $0.delete(id("two")) }
        #expect(try !town.bead("waiter").isBlocked)
    }

    @Test func weakness7ASpawnerWithoutChildrenEndsTheWaitWithItself() throws {
        let town = try LedgerFixture()
        try town.beads("fan-out", "fan-in")
        try town.join("fan-in", .waitsFor, "fan-out")
        #expect(try town.ready() == ["fan-out"])
        try town.write { try $0.close(id("fan-out")) }
        #expect(try town.ready() == ["fan-in"])
    }

    @Test func weakness8EpicsAndOthersMayBlockEachOther() throws {
        let town = try LedgerFixture()
        try town.beads("epic") { $0.type = .epic }
        try town.beads("other-epic") { $0.type = .epic }
        try town.beads("before", "after")
        try town.join("epic", .blocks, "before")
        try town.join("after", .blocks, "epic")
        try town.join("other-epic", .blocks, "epic")
        #expect(try town.ready() == ["before"])
    }

    @Test func weakness9TwoBeadsMayBeJoinedInSeveralWays() throws {
        let town = try LedgerFixture()
        try town.beads("a", "b")
        try town.join("a", .related, "b")
        try town.join("a", .blocks, "b")
        try town.join("a", .discoveredFrom, "b")
        #expect(try town.ledger.read.edges(from: id("a")).map(\.type) == [.blocks, .discoveredFrom, .related])
        #expect(try town.bead("a").isBlocked)
        #expect(try town.write { try $0.removeEdges(from: id("a"), to: id("b"), type: .blocks) } == 1)
        #expect(try !town.bead("a").isBlocked)
        #expect(try town.write { try $0.removeEdges(from: id("a"), to: id("b")) } == 2)
    }

    @Test func weakness12ADeferredBeadWakesByItself() throws {
        let town = try LedgerFixture()
        let wake = town.time.now().advanced(by: .seconds(3600))
        try town.beads("a") {
            $0.status = .deferred
            $0.deferUntil = wake
        }
        try town.beads("b") { $0.status = .deferred }
        try town.beads("p") { $0.deferUntil = wake }
        try town.beads("p.1")
        try town.join("p.1", .parentChild, "p")
        #expect(try town.ready() == [])
        town.time.pause(.seconds(3600))
        #expect(try Set(town.ready()) == ["a", "p", "p.1"])
        try town.write { try $0.claim(id("a"), for: "toast") }
        #expect(try town.bead("a").status == .inProgress)
    }
}
