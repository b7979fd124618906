import JSON
import Ledger
import LedgerKit
import TestKit
import Testing
import Vocabulary

@Suite(.scratch) struct SecretsTests {
    /// Of the form that its issuer gives out, and of no account.
    private let secret = "ghp_" + String(repeating: "a1B2c3D4e5", count: 4).prefix(36)

    @Test func refusesACredentialWhereverItIsWritten() throws {
        let store = try ScratchLedger()
        let bead = try store.task("gt-1")
        #expect(throws: BeadFault.self) { try store.task("gt-2") { $0.description = "use \(secret)" } }
        #expect(throws: BeadFault.self) { try store.change { try $0.update(bead) { $0.notes = secret } } }
        #expect(throws: BeadFault.self) { try store.change { try $0.comment(on: bead, "token: \(secret)") } }
        #expect(try store.bead(bead)?.notes == "")
        #expect(try store.ledger.read.comments(on: bead).isEmpty)
    }

    @Test func refusesItInEveryFieldThatIsKept() throws {
        let store = try ScratchLedger()
        let (bead, other) = (try store.task("gt-1"), try store.task("gt-2"))
        func refused(_ write: (Transaction) throws -> Void) {
            #expect(throws: BeadFault.self) { try store.change(write) }
        }
        refused { try $0.comment(on: bead, "hello", by: "ana \(secret)") }
        refused { try $0.addLabel(secret, to: bead) }
        refused { try $0.setConfig("jira.token", secret) }
        for path in [
            \Bead.awaitID, \.owner, \.sender, \.sourceSystem, \.sourceRepo, \.eventKind, \.actor, \.target, \.waiters,
            \.bondedFrom, \.sourceFormula, \.sourceLocation, \.externalRef, \.closedBySession,
        ] {
            refused { try $0.update(bead) { $0[keyPath: path] = secret } }
        }
        refused {
            var edge = Edge(bead, .related, other, at: $0.time)
            edge.metadata = "{\"note\": \"\(secret)\"}"
            try $0.add(edge)
        }
        #expect(throws: BeadFault.self) {
            try store.ledger.transaction(as: Actor(secret), OperationID("op-1"), message: "test") {
                try $0.update(bead) { $0.priority = 0 }
                return true
            }
        }
        #expect(try store.bead(bead)?.priority == 2)
    }

    @Test func takesAwayWhateverItLooksLike() throws {
        let store = try ScratchLedger()
        let bead = try store.task("gt-1")
        #expect(try !store.write { try $0.removeLabel(secret, from: bead) })
    }

    @Test func takesWhatOnlyLooksLong() throws {
        let store = try ScratchLedger()
        try store.task("gt-1") { $0.description = "commit 57020561ea8b7790e7b79219f9 in /home/ana/work, see gt-4f2.1" }
        #expect(try store.bead(BeadID(trusted: "gt-1")) != nil)
    }

    /// In JSON a line feed is two letters: what ends a value in a log does not end it there.
    @Test func takesWhatWasRedactedBeforeItBecameJSON() throws {
        let store = try ScratchLedger()
        let bead = try store.task("gt-1")
        let log = "NPM_TOKEN=\nNODE_VERSION=18.2.0-lts\n"
        try store.change { transaction in
            try transaction.update(bead) { $0.notes = log }
            try transaction.post("mail", to: "hq", JSON.object([JSON.Member("body", .string(log))]).text(.compact))
        }
        #expect(try store.ledger.read.outbox().count == 1)
        let gate = LandingRecord.GateRun(name: "test", command: "NPM_TOKEN=\nA_TOKEN=\(secret) make test")
        let landing = LandingRecord(id: "l", target: "main", base: "a", tip: "b", tree: "c", members: [], gates: [gate])
        try store.change { try $0.prepare(landing) }
        let kept = try #require(try store.ledger.read.landing("l")?.gates.first?.command)
        #expect(!kept.contains(secret) && kept.hasSuffix(" make test"), "\(kept)")
    }
}
