import Basics
import Ledger
import TestKit
import Testing
import Vocabulary

@Suite(.scratch) struct CloseTests {
    @Test func writesEndReasonAndSession() throws {
        let town = try LedgerFixture()
        try town.beads("a")
        let closed = try town.write { try $0.close(id("a"), reason: "shipped", session: "s1") }
        #expect(closed == (try town.bead("a")))
        #expect(closed.status == .closed)
        #expect(closed.closedAt == closed.updatedAt)
        #expect(closed.closeReason == "shipped")
        #expect(closed.closedBySession == "s1")
    }

    @Test func changesNothingTheSecondTime() throws {
        let town = try LedgerFixture()
        try town.beads("a")
        let first = try town.write { try $0.close(id("a"), reason: "shipped") }
        #expect(try town.write { try $0.close(id("a"), reason: "again") } == first)
    }

    @Test func tellsWhatItFreed() throws {
        let town = try LedgerFixture()
        try town.beads("a", "b", "c", "d", "e")
        try town.join("b", .blocks, "a")
        try town.join("c", .parentChild, "b")
        try town.join("d", .blocks, "a")
        try town.join("d", .blocks, "e")
        let freed = try town.write {
            try $0.close(id("a"))
            return try $0.freed()
        }
        #expect(freed == [id("b"), id("c")])
        let later = try town.write {
            try $0.close(id("e"))
            return try $0.freed()
        }
        #expect(later == [id("d")])
    }

    @Test func refusesWhileBlockersAreOpen() throws {
        let town = try LedgerFixture()
        try town.beads("a", "b")
        try town.join("b", .blocks, "a")
        #expect(throws: CloseFault.blocked(id("b"), by: [id("a")])) { try town.write { try $0.close(id("b")) } }
        #expect(try town.bead("b").status == .open)
        let freed = try town.write {
            try $0.close(id("b"), force: true)
            return try $0.freed()
        }
        #expect(freed == [])
        #expect(try town.bead("b").isBlocked == false)
    }

    @Test func refusesAnEpicWithOpenChildren() throws {
        let town = try LedgerFixture()
        try town.beads("e") { $0.type = .epic }
        try town.beads("e.1", "e.2")
        try town.join("e.1", .parentChild, "e")
        try town.join("e.2", .parentChild, "e")
        try town.write { try $0.close(id("e.1")) }
        #expect(throws: CloseFault.openChildren(id("e"), [id("e.2")])) { try town.write { try $0.close(id("e")) } }
        try town.write { try $0.close(id("e.2")) }
        try town.write { try $0.close(id("e")) }
    }

    @Test func refusesPinnedBeadsAndNeverClosesATemplate() throws {
        let town = try LedgerFixture()
        try town.beads("p") { $0.isPinned = true }
        try town.beads("t") { $0.isTemplate = true }
        #expect(throws: CloseFault.pinned(id("p"))) { try town.write { try $0.close(id("p")) } }
        try town.write { try $0.close(id("p"), force: true) }
        for force in [false, true] {
            #expect(throws: CloseFault.template(id("t"))) {
                try town.write { try $0.close(id("t"), force: force) }
            }
        }
    }

    @Test func refusesAGateWhoseTimerRuns() throws {
        let town = try LedgerFixture()
        try town.beads("g") {
            $0.type = .gate
            $0.awaitType = "timer"
            $0.timeoutNanoseconds = 3_600_000_000_000
        }
        let end = try town.bead("g").createdAt.advanced(by: .seconds(3600))
        #expect(throws: CloseFault.gateWaits(id("g"), until: end)) {
            try town.write { try $0.close(id("g")) }
        }
        town.time.pause(.seconds(3600))
        try town.write { try $0.close(id("g")) }
    }

    /// Weakness 13 of bd.md 11: a change of state cannot go around the guards.
    @Test func weakness13AnUpdateToClosedIsGuardedToo() throws {
        let town = try LedgerFixture()
        try town.write { try $0.setConfig("status.custom", "shipped:done") }
        try town.beads("a", "b")
        try town.join("b", .blocks, "a")
        for status in [BeadStatus.closed, BeadStatus(rawValue: "shipped")] {
            #expect(throws: CloseFault.blocked(id("b"), by: [id("a")])) {
                try town.write { try $0.update(id("b")) { $0.status = status } }
            }
        }
        try town.write { try $0.update(id("a")) { $0.status = .closed } }
        #expect(try town.bead("a").closeReason == "Closed")
    }

    @Test func reopensWithTheReasonAsComment() throws {
        let town = try LedgerFixture()
        try town.beads("a", "b")
        try town.join("b", .blocks, "a")
        try town.write { try $0.close(id("a")) }
        #expect(try town.bead("b").isBlocked == false)
        try town.write { try $0.reopen(id("a"), reason: "not yet") }
        let bead = try town.bead("a")
        #expect(bead.status == .open)
        #expect(bead.closedAt == nil && bead.closeReason == nil && bead.closedBySession == nil)
        #expect(try town.bead("b").isBlocked)
        #expect(try town.ledger.read.comments(on: id("a")).map(\.text) == ["not yet"])
    }
}
