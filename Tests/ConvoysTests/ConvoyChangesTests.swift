import Convoys
import Ledger
import LedgerKit
import Mail
import TestKit
import Testing
import Vocabulary

/// A town's ledger and those of two rigs, side by side.
private struct Ledgers {
    let hq: ScratchLedger
    let rigs: [ScratchLedger]

    init() throws {
        hq = try ScratchLedger("hq", prefix: "hq")
        rigs = [try ScratchLedger("shop", prefix: "sh"), try ScratchLedger("core", prefix: "co")]
    }

    func member(_ id: BeadID) throws -> Bead? { try rigs.lazy.compactMap { try $0.bead(id) }.first }

    func members(without gone: String? = nil) -> MemberSource {
        MemberSource(
            bead: { id in gone.map { id.description.hasPrefix($0) } ?? false ? nil : try member(id) },
            hasHome: { id in !(gone.map { id.description.hasPrefix($0) } ?? false) }
        )
    }

    var book: ConvoyBook { ConvoyBook(read: hq.ledger.read, members: members()) }

    func change<R: LandedValue>(_ body: (ConvoyChanges) throws -> R) throws -> R {
        try hq.write { try body(ConvoyChanges(in: $0, members: members())) }
    }

    func close(_ id: BeadID) throws {
        for rig in rigs where try rig.bead(id) != nil { try rig.change { try $0.close(id) } }
    }

    var mail: [String] {
        get throws { try Mailbox(of: .overseer).messages(in: hq.ledger.read).map(\.subject) }
    }
}

@Suite(.scratch) struct ConvoyChangesTests {
    @Test func tracksBeadsOfAnyRig() throws {
        let town = try Ledgers()
        let (a, b) = (try town.rigs[0].task("sh-a"), try town.rigs[1].task("co-b"))
        let id = try town.change { try $0.create("Batch", tracking: [a, b, a], watchers: [.mayor]) }
        #expect(id.description.hasPrefix("hq-cv-") && id.description.utf8.count == 11)
        let convoy = try town.book.convoy(id.description)
        #expect(
            convoy.members == [
                Convoy.Member(id: b, title: "Task co-b", status: .open),
                Convoy.Member(id: a, title: "Task sh-a", status: .open),
            ]
        )
        #expect(convoy.watchers == [.mayor] && convoy.status == .open && convoy.doneCount == 0)
        #expect(try town.book.convoy("1") == convoy)
        #expect(try town.book.tracking(a) == [id])
    }

    @Test func refusesWhatCannotBeTracked() throws {
        let town = try Ledgers()
        let a = try town.rigs[0].task("sh-a")
        let agent = try town.rigs[0].task("sh-agent") { $0.type = .agent }
        let gone = BeadID(trusted: "sh-gone")
        func refused(_ fault: ConvoyFault, _ body: (ConvoyChanges) throws -> BeadID) {
            #expect(throws: fault) { try town.change(body) }
        }
        refused(.noMembers) { try $0.create("Batch", tracking: []) }
        refused(.noName) { try $0.create(" ", tracking: [a]) }
        refused(.missing([gone])) { try $0.create("Batch", tracking: [a, gone]) }
        refused(.noWork(agent, "agent")) { try $0.create("Batch", tracking: [agent]) }
        #expect(throws: ConvoyFault.unknown("hq-cv-none")) {
            try town.change { try $0.add([a], to: BeadID(trusted: "hq-cv-none")) }
        }
        #expect(throws: ConvoyFault.unknown("sh-a")) { try town.book.convoy("sh-a") }
        #expect(throws: ConvoyFault.unknown("1")) { try town.book.convoy("1") }
        #expect(try town.book.all().isEmpty)
    }

    @Test func completionIsToldOnceWhoeverComesFirst() throws {
        let town = try Ledgers()
        let (a, b) = (try town.rigs[0].task("sh-a"), try town.rigs[1].task("co-b"))
        let id = try town.change { try $0.create("Batch", tracking: [a, b], watchers: [.mayor, .overseer]) }
        try town.close(a)
        #expect(try town.change { try $0.close(after: a) } == [])
        #expect(try town.book.convoy(id.description).doneCount == 1)
        try town.close(b)
        // Derived at once, told by the first who comes.
        #expect(try town.book.convoy(id.description).status == .closed)
        #expect(try town.change { try $0.close(after: b) } == [id])
        #expect(try town.change { try $0.close(after: a) } == [])
        #expect(try town.change { try $0.closeAll() } == [])
        #expect(try town.mail == ["Convoy complete: Batch"])
        #expect(try Mailbox(of: .mayor).messages(in: town.hq.ledger.read).count == 1)
        #expect(try town.book.open().isEmpty)
        #expect(try town.book.all().map(\.status) == [.closed])
    }

    @Test func aBeadThatIsNowhereIsNeverDone() throws {
        let town = try Ledgers()
        let (a, b) = (try town.rigs[0].task("sh-a"), try town.rigs[0].task("sh-b"))
        let id = try town.change { try $0.create("Batch", tracking: [a, b]) }
        try town.rigs[0].change { try $0.delete(b) }
        try town.close(a)
        #expect(try town.change { try $0.closeAll() } == [])
        let convoy = try town.book.convoy(id.description)
        #expect(convoy.status == .open && convoy.members.map(\.status) == [.closed, nil])
    }

    /// Whoever removes a rig gives up what is open in it; nobody waits for that for ever.
    @Test func whatWentWithItsRigIsNotWaitedFor() throws {
        let town = try Ledgers()
        let (a, b) = (try town.rigs[0].task("sh-a"), try town.rigs[1].task("co-b"))
        let id = try town.change { try $0.create("Batch", tracking: [a, b]) }
        let alone = try town.change { try $0.create("Alone", tracking: [b]) }
        let members = town.members(without: "co-")
        let book = ConvoyBook(read: town.hq.ledger.read, members: members)
        func closeAll() throws -> [BeadID] {
            try town.hq.write { try ConvoyChanges(in: $0, members: members).closeAll() }
        }
        #expect(try closeAll() == [alone])
        let half = try book.convoy(id.description)
        #expect(half.status == .open && half.doneCount == 0 && half.goneCount == 1)
        #expect(half.members.filter(\.isGone).map(\.id) == [b])
        try town.close(a)
        #expect(try closeAll() == [id])
        #expect(try town.mail.sorted() == ["Convoy complete: Alone", "Convoy complete: Batch"])
        #expect(try book.open().isEmpty)
    }

    @Test func whatWasCompleteStaysSoWhenItsRigGoes() throws {
        let town = try Ledgers()
        let b = try town.rigs[1].task("co-b")
        let id = try town.change { try $0.create("Batch", tracking: [b]) }
        try town.close(b)
        #expect(try town.change { try $0.closeAll() } == [id])
        let convoy = try ConvoyBook(read: town.hq.ledger.read, members: town.members(without: "co-"))
            .convoy(id.description)
        #expect(convoy.status == .closed && convoy.doneCount == 0 && convoy.goneCount == 1)
    }

    @Test func aConvoyWithAReopenedMemberIsOpenAgain() throws {
        let town = try Ledgers()
        let (a, b) = (try town.rigs[0].task("sh-a"), try town.rigs[0].task("sh-b"))
        let id = try town.change { try $0.create("Batch", tracking: [a, b]) }
        try town.close(a)
        try town.close(b)
        #expect(try town.change { try $0.closeAll() } == [id])
        #expect(try town.change { try $0.openAgain() } == [])
        try town.rigs[0].change { try $0.update(b) { $0.status = .open } }
        // Derived at once, so that lists show it.
        let again = try town.book.open()
        #expect(again.map(\.id) == [id] && again.allSatisfy(\.isOpenAgain) && again.map(\.doneCount) == [1])
        #expect(try town.book.untold().isEmpty)
        #expect(try town.change { try $0.openAgain() } == [id])
        #expect(try town.book.untold().map(\.id) == [id])
        try town.close(b)
        #expect(try town.change { try $0.closeAll() } == [id])
        #expect(try town.mail.count == 2)
    }

    /// Closing its bead is how one gives a convoy up; more work for it takes that back.
    @Test func aConvoyThatWasClosedByHandStaysClosed() throws {
        let town = try Ledgers()
        let (a, b) = (try town.rigs[0].task("sh-a"), try town.rigs[0].task("sh-b"))
        let id = try town.change { try $0.create("Batch", tracking: [a]) }
        try town.hq.change { try $0.close(id, reason: "given up") }
        #expect(try town.book.open().isEmpty && town.book.convoy(id.description).status == .closed)
        #expect(try town.change { try $0.openAgain() } == [])
        // Its work goes on without it.
        #expect(try town.change { try $0.hold(a, titled: "A") } != id)
        try town.close(a)
        #expect(try !town.change { try $0.closeAll() }.contains(id))
        #expect(try town.mail == ["Convoy complete: Work: A"])
        #expect(try town.change { try $0.add([b], to: id) } == [b])
        #expect(try town.book.open().map(\.id) == [id])
    }

    @Test func moreWorkOpensAConvoyAgain() throws {
        let town = try Ledgers()
        let (a, b) = (try town.rigs[0].task("sh-a"), try town.rigs[0].task("sh-b"))
        let id = try town.change { try $0.create("Batch", tracking: [a]) }
        try town.close(a)
        #expect(try town.change { try $0.closeAll() } == [id])
        #expect(try town.change { try $0.add([a, b, b], to: id) } == [b])
        #expect(try town.change { try $0.add([b], to: id) } == [])
        #expect(try town.book.open().map(\.id) == [id])
        try town.close(b)
        #expect(try town.change { try $0.close(after: b) } == [id])
        #expect(try town.mail.count == 2)
    }

    @Test func aSlungBeadIsInOneConvoy() throws {
        let town = try Ledgers()
        let (a, b) = (try town.rigs[0].task("sh-a"), try town.rigs[0].task("sh-b"))
        let batch = try town.change { try $0.create("Batch", tracking: [a]) }
        #expect(try town.change { try $0.hold(a, titled: "A") } == batch)
        let alone = try town.change { try $0.hold(b, titled: "Task b") }
        #expect(try town.change { try $0.hold(b, titled: "Task b") } == alone)
        #expect(try town.book.convoy(alone.description).title == "Work: Task b")
        // Sent back and slung again: its end is told again.
        try town.close(b)
        #expect(try town.change { try $0.close(after: b) } == [alone])
        try town.rigs[0].change { try $0.update(b) { $0.status = .open } }
        #expect(try town.change { try $0.hold(b, titled: "Task b") } == alone)
        #expect(try town.book.open().map(\.id) == [batch, alone])
        try town.close(b)
        #expect(try town.change { try $0.close(after: b) } == [alone])
    }

    @Test func whatIsDoneAlreadyIsToldAtOnce() throws {
        let town = try Ledgers()
        let a = try town.rigs[0].task("sh-a")
        try town.close(a)
        _ = try town.change { try $0.create("Late", tracking: [a]) }
        #expect(try town.mail == ["Convoy complete: Late"])
    }
}
