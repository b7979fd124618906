import Ledger
import TestKit
import Testing
import Vocabulary

@Suite(.scratch) struct ClaimTests {
    @Test func startsTheBeadForTheOneWhoClaims() throws {
        let town = try LedgerFixture()
        try town.beads("a")
        let claimed = try town.write { try $0.claim(id("a"), for: "toast") }
        #expect(claimed.assignee == "toast")
        #expect(claimed.status == .inProgress)
        #expect(claimed.startedAt == claimed.updatedAt)
        #expect(try town.bead("a") == claimed)
    }

    @Test func succeedsAgainForTheHolderWithoutWriting() throws {
        let town = try LedgerFixture()
        try town.beads("a")
        let first = try town.write { try $0.claim(id("a"), for: "toast") }
        let second = try town.write { try $0.claim(id("a"), for: "toast") }
        #expect(second == first)
    }

    @Test func namesTheHolder() throws {
        let town = try LedgerFixture()
        try town.beads("a")
        try town.write { try $0.claim(id("a"), for: "toast") }
        #expect(throws: ClaimFault.held(id("a"), by: "toast")) {
            try town.write { try $0.claim(id("a"), for: "nux") }
        }
        try town.beads("b") { $0.assignee = "toast" }
        #expect(throws: ClaimFault.held(id("b"), by: "toast")) {
            try town.write { try $0.claim(id("b"), for: "nux") }
        }
        #expect(try town.bead("b").status == .open)
        try town.write { try $0.claim(id("b"), for: "toast") }
    }

    @Test(arguments: [BeadStatus.closed, .blocked, .pinned, .hooked, .deferred])
    func refusesWhatIsNotOpen(_ status: BeadStatus) throws {
        let town = try LedgerFixture()
        try town.beads("a") { $0.status = status }
        #expect(throws: ClaimFault.notOpen(id("a"), status)) {
            try town.write { try $0.claim(id("a"), for: "toast") }
        }
    }

    @Test func takesWhatReadyShows() throws {
        let town = try LedgerFixture()
        try town.write { try $0.setConfig("status.custom", "triage:active,parked:frozen") }
        try town.beads("a") { $0.status = BeadStatus(rawValue: "triage") }
        try town.beads("b") {
            $0.status = .deferred
            $0.deferUntil = $0.createdAt
        }
        #expect(try town.ready() == ["b", "a"])
        try town.write { try $0.claim(id("a"), for: "toast") }
        try town.write { try $0.claim(id("b"), for: "toast") }
        #expect(try town.ready() == [])
    }

    @Test func refusesABeadThatIsNotThere() throws {
        let town = try LedgerFixture()
        #expect(throws: BeadFault.missing(id("a"))) { try town.write { try $0.claim(id("a"), for: "toast") } }
    }
}
