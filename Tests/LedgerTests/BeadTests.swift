import Basics
import Ledger
import TestKit
import Testing
import Vocabulary

@Suite(.scratch) struct BeadTests {
    /// A bead in which every column differs from its default.
    private func fullBead(_ name: String, at time: Timestamp) -> Bead {
        var bead = Bead(id: id(name), title: "Full ü🏘", at: time)
        bead.description = "d\nd"
        bead.design = "de"
        bead.acceptanceCriteria = "ac"
        bead.notes = "no"
        bead.specID = "spec"
        bead.status = .closed
        bead.priority = 0
        bead.type = .epic
        bead.assignee = "toast"
        bead.owner = "o@example.invalid"
        bead.estimatedMinutes = 7
        bead.createdBy = "ana"
        bead.updatedAt = time.advanced(by: .seconds(1))
        bead.startedAt = time.advanced(by: .seconds(2))
        bead.closedAt = time.advanced(by: .nanoseconds(3))
        bead.closeReason = "done"
        bead.closedBySession = "s"
        bead.dueAt = time.advanced(by: .seconds(4))
        bead.deferUntil = time.advanced(by: .seconds(5))
        bead.externalRef = "gh-1"
        bead.sourceSystem = "jira"
        bead.sourceRepo = "repo"
        bead.metadata = "{\"b\":1,\"a\":1.50}"
        bead.compactionLevel = 2
        bead.compactedAt = time
        bead.compactedAtCommit = "abc"
        bead.originalSize = 9
        bead.sender = "mayor"
        bead.wispType = "patrol"
        bead.isPinned = true
        bead.isTemplate = true
        bead.molType = "swarm"
        bead.workType = "mutex"
        bead.eventKind = "ek"
        bead.actor = "act"
        bead.target = "tar"
        bead.payload = "pay"
        bead.awaitType = "timer"
        bead.awaitID = "aid"
        bead.timeoutNanoseconds = 1_000_000_000_000
        bead.waiters = "[\"a\"]"
        bead.bondedFrom = "[]"
        bead.sourceFormula = "f"
        bead.sourceLocation = "l"
        bead.token = FencingToken(3)
        bead.attempt = 4
        return bead
    }

    @Test(arguments: [false, true]) func keepsEveryColumn(_ isWisp: Bool) throws {
        let town = try LedgerFixture()
        var bead = fullBead("a", at: town.time.now())
        bead.isEphemeral = isWisp
        try town.write { try $0.insert(bead) }
        var stored = try town.bead("a")
        #expect(stored.contentHash?.count == 64)
        stored.contentHash = nil
        #expect(stored == bead)
        let reader = try town.another(.reading)
        #expect(try reader.read.bead(id("a"))?.title == bead.title)
        #expect(try reader.number("SELECT count(*) FROM \(isWisp ? "issues" : "wisps")") == 0)
    }

    @Test func refusesValuesNoBeadMayHave() throws {
        let town = try LedgerFixture()
        let cases: [(BeadFault, (inout Bead) -> Void)] = [
            (.title("title is required"), { $0.title = "" }),
            (
                .title("title must be 500 characters or less (it has 501)"),
                { $0.title = String(repeating: "ü", count: 501) }
            ),
            (.priority(5), { $0.priority = 5 }), (.priority(-1), { $0.priority = -1 }),
            (.estimate, { $0.estimatedMinutes = -1 }), (.metadata("it does not parse"), { $0.metadata = "{" }),
            (.metadata("it is no object"), { $0.metadata = "[]" }),
            (.endWithoutClosing(.open), { $0.closedAt = $0.createdAt }),
            (
                .twoLives,
                {
                    $0.isEphemeral = true
                    $0.hasNoHistory = true
                }
            ),
        ]
        for (fault, change) in cases {
            #expect(throws: fault) { try town.beads("a", change: change) }
        }
        #expect(throws: BeadFault.self) { try town.beads("a") { $0.status = BeadStatus(rawValue: "odd") } }
        #expect(try town.ledger.read.bead(id("a")) == nil)
        try town.beads("a") { $0.title = String(repeating: "ü", count: 500) }
        #expect(throws: BeadFault.priority(9)) { try town.write { try $0.update(id("a")) { $0.priority = 9 } } }
        #expect(try town.bead("a").priority == 2)
    }

    /// The original overwrites the bead that is there.
    @Test func neverOverwritesABead() throws {
        let town = try LedgerFixture()
        try town.beads("a")
        let before = try town.ledger.content()
        #expect(throws: Problem.self) { try town.beads("a") { $0.title = "another" } }
        #expect(try town.ledger.content() == before)
    }

    @Test func closedBeadsHaveAnEndAndOnlyThose() throws {
        let town = try LedgerFixture()
        try town.beads("a") { $0.status = .closed }
        #expect(try town.bead("a").closedAt == town.bead("a").updatedAt)
        try town.write { try $0.update(id("a")) { $0.status = .inProgress } }
        #expect(try town.bead("a").closedAt == nil)
        #expect(try town.bead("a").closeReason == nil)
        #expect(try town.bead("a").startedAt != nil)
    }

    @Test func writesOnlyWhatDiffers() throws {
        let town = try LedgerFixture()
        try town.beads("a")
        let versions = try town.ledger.versions()
        let before = try town.ledger.content()
        let same = try town.write { try $0.update(id("a")) { $0.title = "The bead a" } }
        #expect(same == (try town.bead("a")))
        #expect(try town.ledger.versions() == versions)
        #expect(try town.ledger.content() == before)
        try town.write { try $0.update(id("a")) { $0.title = "New" } }
        let event = try town.ledger.names(
            "SELECT old_value || ' ' || new_value FROM events WHERE event_type = 'updated'"
        )
        #expect(event == [#"{"title":"The bead a"} {"title":"New"}"#])
        #expect(try town.ledger.versions() == versions + 1)
    }

    @Test func keepsTheContentHashTrue() throws {
        let town = try LedgerFixture()
        try town.beads("a", "b") { $0.title = "same" }
        #expect(try town.bead("a").contentHash == town.bead("b").contentHash)
        try town.write { try $0.update(id("b")) { $0.notes = "x" } }
        #expect(try town.bead("a").contentHash != town.bead("b").contentHash)
        try town.write { try $0.update(id("a")) { $0.notes = "x" } }
        #expect(try town.bead("a").contentHash == town.bead("b").contentHash)
    }

    @Test func deletionTakesEverythingAlong() throws {
        let town = try LedgerFixture()
        try town.beads("a", "b", "c")
        try town.beads("w") { $0.isEphemeral = true }
        try town.join("a", .blocks, "b")
        try town.join("c", .blocks, "a")
        try town.join("w", .blocks, "a")
        try town.write {
            try $0.addLabel("l", to: id("a"))
            try $0.comment(on: id("a"), "hello")
        }
        #expect(try town.bead("c").isBlocked && town.bead("w").isBlocked)
        #expect(try town.write { try $0.delete(id("a")) } == 3)
        let left = try town.ledger.content().filter { !$0.hasPrefix("events") && !$0.hasPrefix("wisp_events") }
        #expect(!left.contains { $0.contains("gt-a") })
        #expect(try !town.bead("c").isBlocked && !town.bead("w").isBlocked)
        #expect(throws: BeadFault.missing(id("a"))) { try town.write { try $0.delete(id("a")) } }
    }

    @Test func labelsAreASet() throws {
        let town = try LedgerFixture()
        try town.beads("a")
        #expect(
            try town.write { try [$0.addLabel("x", to: id("a")), $0.addLabel("x", to: id("a"))] } == [true, false]
        )
        let versions = try town.ledger.versions()
        #expect(try town.write { try $0.addLabel("x", to: id("a")) } == false)
        #expect(try town.write { try $0.removeLabel("y", from: id("a")) } == false)
        #expect(try town.ledger.versions() == versions)
        #expect(try town.write { try $0.removeLabel("x", from: id("a")) })
        #expect(try town.ledger.read.labels(of: id("a")) == [])
        #expect(throws: Problem.self) { try town.write { try $0.addLabel("", to: id("a")) } }
    }
}
