import Effects
import Ledger
import TestKit
import Testing
import Vocabulary

@Suite(.scratch) struct OperationTests {
    @Test func aRepeatedOperationIsNotRepeated() throws {
        let town = try LedgerFixture()
        try town.beads("a")
        let operation = town.effects.makeOperation()
        var runs = 0
        func write(_ ledger: Ledger) throws -> Int {
            try ledger.transaction(as: LedgerFixture.actor, operation, message: "count") {
                runs += 1
                try $0.update(id("a")) { $0.notes += "x" }
                return 42
            }
        }
        #expect(try write(town.ledger) == 42)
        let versions = try town.ledger.versions()
        #expect(try write(town.ledger) == 42)
        #expect(try write(town.another()) == 42)
        #expect(runs == 1)
        #expect(try town.bead("a").notes == "x")
        #expect(try town.ledger.versions() == versions)
    }

    @Test func everyKindOfAnswerComesBack() throws {
        let town = try LedgerFixture()
        try town.beads("a")
        func twice<R: LandedValue & Equatable>(_ answer: R) throws {
            let operation = town.effects.makeOperation()
            for _ in 1...2 {
                let landed = try town.ledger.transaction(as: LedgerFixture.actor, operation, message: "m") {
                    try $0.update(id("a")) { $0.notes += "x" }
                    return answer
                }
                #expect(landed == answer)
            }
        }
        try twice("")
        try twice("text\nü")
        try twice(true)
        try twice(false)
        try twice(-7)
        try twice(id("a"))
        try twice([BeadID]())
        try twice([id("a"), id("b.1")])
        #expect(try town.bead("a").notes == "xxxxxxxx")
    }

    @Test func aThrowingBodyLeavesNothing() throws {
        let town = try LedgerFixture()
        try town.beads("a")
        let before = try town.ledger.content()
        #expect(throws: Missing.self) {
            try town.write {
                try $0.close(id("a"))
                try $0.addLabel("l", to: id("a"))
                throw Missing(what: "something")
            }
        }
        #expect(try town.ledger.content() == before)
        try town.write { try $0.close(id("a")) }
    }

    @Test func theEventsTellWhatHappenedInOrder() throws {
        let town = try LedgerFixture()
        try town.beads("a")
        try town.write {
            try $0.claim(id("a"), for: "toast")
            try $0.addLabel("l", to: id("a"))
            try $0.comment(on: id("a"), "hi")
            try $0.close(id("a"), reason: "done")
        }
        let events = try town.ledger.names(
            "SELECT number || ' ' || event_type || ' ' || actor FROM events ORDER BY created_at, op_id, number"
        )
        #expect(
            events == [
                "0 operation ana", "1 created ana", "0 operation ana", "1 claimed ana", "2 label_added ana",
                "3 commented ana", "4 closed ana",
            ]
        )
    }

    @Test func theVersionNamesActorAndMessage() throws {
        let town = try LedgerFixture()
        try town.ledger.transaction(as: Actor("shop/toast"), town.effects.makeOperation(), message: "bd: create") {
            try $0.insert(Bead(id: id("a"), title: "t", at: $0.time))
            $0.message = "bd: create gt-a"
        }
        let log = try town.ledger.names("SELECT committer || ': ' || message FROM dolt_log LIMIT 1")
        #expect(log == ["shop/toast: bd: create gt-a"])
    }
}
