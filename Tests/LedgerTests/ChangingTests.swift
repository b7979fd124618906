import Basics
import Effects
import Ledger
import LedgerKit
import TestKit
import Testing
import Vocabulary

@Suite(.scratch) struct ChangingTests {
    let store: ScratchLedger
    init() throws { store = try ScratchLedger() }

    private func apply(_ id: BeadID, _ edit: (inout BeadUpdate) -> Void) throws {
        var update = BeadUpdate()
        edit(&update)
        try store.change { try $0.apply(update, to: id) }
    }

    @Test func claimsOnceAndForTheSameHolderAgain() throws {
        let id = try store.task("gt-a")
        try store.change { try $0.claim(id, for: "ana") }
        #expect(try store.bead(id)?.assignee == "ana")
        let before = try store.bead(id)
        try store.change { try $0.claim(id, for: "ana") }
        #expect(try store.bead(id) == before)
        #expect(throws: ClaimFault.held(id, by: "ana")) { try store.change { try $0.claim(id, for: "bob") } }
        let closed = try store.task("gt-b") { $0.status = .blocked }
        #expect(throws: ClaimFault.notOpen(closed, .blocked)) { try store.change { try $0.claim(closed) } }
    }

    @Test func editsTextsAndTakesAwayWithEmptyOnes() throws {
        let id = try store.task("gt-a") {
            $0.assignee = "ana"
            $0.notes = "one"
        }
        try apply(id) {
            $0.assignee = ""
            $0.appendedNotes = "two"
            $0.priority = 0
            $0.externalRef = "gh-1"
        }
        let bead = try #require(try store.bead(id))
        #expect(bead.assignee == nil && bead.notes == "one\ntwo" && bead.priority == 0 && bead.externalRef == "gh-1")
    }

    @Test func replacesMembersOfMetadata() throws {
        let id = try store.task("gt-a") { $0.metadata = "{\"a\":1,\"b\":{\"c\":[1.50]}}" }
        try apply(id) {
            $0.metadata = [("a", "\"x\""), ("d", "12345678901234567890")]
            $0.removedMetadata = ["nothing"]
        }
        #expect(try store.bead(id)?.metadata == "{\"a\":\"x\",\"b\":{\"c\":[1.50]},\"d\":12345678901234567890}")
        try apply(id) { $0.removedMetadata = ["a", "b", "d"] }
        #expect(try store.bead(id)?.metadata == nil)
    }

    @Test func writesWhatOnlyLooksTheSame() throws {
        let (composed, decomposed) = ("caf\u{e9}", "cafe\u{301}")
        let id = try store.task("gt-a") { $0.title = composed }
        try apply(id) { $0.labels = [composed] }
        try apply(id) {
            $0.title = decomposed
            $0.labels = [decomposed]
        }
        #expect(try store.bead(id).map { Array($0.title.utf8) } == Array(decomposed.utf8))
        #expect(try store.ledger.read.labels(of: id).map { Array($0.utf8) } == [Array(decomposed.utf8)])
    }

    @Test func setsAddsAndRemovesLabels() throws {
        let id = try store.task("gt-a")
        try apply(id) { $0.labels = ["x", "y"] }
        try apply(id) {
            $0.addedLabels = ["z"]
            $0.removedLabels = ["x"]
        }
        #expect(try store.ledger.read.labels(of: id) == ["y", "z"])
        try apply(id) { $0.labels = [] }
        #expect(try store.ledger.read.labels(of: id).isEmpty)
    }

    @Test func movesBelowAnotherParentOrNone() throws {
        let (a, b, id) = (try store.task("gt-a"), try store.task("gt-b"), try store.task("gt-c"))
        try apply(id) { $0.parent = .some(a) }
        try apply(id) { $0.parent = .some(b) }
        #expect(try store.ledger.read.parents(of: id) == [b])
        try apply(id) { $0.parent = .some(nil) }
        #expect(try store.ledger.read.parents(of: id).isEmpty)
        #expect(throws: (any Error).self) { try apply(id) { $0.parent = .some(BeadID(trusted: "gt-none")) } }
    }

    @Test func defersAndWakes() throws {
        let id = try store.task("gt-a")
        try apply(id) { $0.deferUntil = .some(store.effects.now().advanced(by: .seconds(86400))) }
        #expect(try store.bead(id)?.status == .deferred)
        try apply(id) { $0.deferUntil = .some(nil) }
        #expect(try store.bead(id)?.status == .open)
    }

    @Test func createsAllOrNothing() throws {
        let parent = try store.task("gt-p")
        try store.change { try $0.addLabel("team", to: parent) }
        var draft = BeadDraft(Bead(id: BeadID(trusted: ""), title: "Child", at: store.effects.now()))
        draft.parent = parent
        draft.labels = ["own"]
        draft.ties = [BeadDraft.Tie(.blocks, BeadID(trusted: "gt-none"))]
        #expect(throws: BeadFault.missing(BeadID(trusted: "gt-none"))) { try store.write { try $0.create(draft) } }
        #expect(try store.ledger.read.children(of: parent).isEmpty)
        draft.ties = [BeadDraft.Tie(.discoveredFrom, parent)]
        let id = try store.write { try $0.create(draft) }
        #expect(id.description == "gt-p.1")
        #expect(try store.ledger.read.labels(of: id) == ["own", "team"])
        draft = BeadDraft(draft.bead)
        draft.id = id
        #expect(throws: Problem.self) { try store.write { try $0.create(draft) } }
        draft.id = BeadID("other-1")
        #expect(throws: Problem.self) { try store.write { try $0.create(draft) } }
        draft.takesForeignPrefix = true
        #expect(try store.write { try $0.create(draft) }.description == "other-1")
    }

    @Test func knowsTypesThatTheProjectAdded() throws {
        let id = try store.task("gt-a")
        #expect(throws: BeadFault.type("dance", custom: [])) { try apply(id) { $0.type = BeadType(rawValue: "dance") } }
        try store.change { try $0.setConfig("types.custom", "dance,song") }
        try apply(id) { $0.type = BeadType(rawValue: "dance") }
        #expect(try store.bead(id)?.type.rawValue == "dance")
    }
}
