import Effects
import Layout
import Ledger
import LedgerKit
import Polecats
import TestKit
import Testing
import Vocabulary

@Suite(.scratch) struct SeatsTests {
    private func seats(limit: Int? = nil) throws -> Seats {
        let rig = try #require(RigName("shop"))
        let prefix = try #require(Prefix("sh"))
        return Seats(rig: TownLayout(root: "/town").rig(rig), prefix: prefix, limit: limit)
    }

    private func sling(
        _ bead: BeadID,
        _ store: ScratchLedger,
        isForced: Bool = false,
        unusable: Set<String> = [],
        limit: Int? = nil
    ) throws -> AgentRecord {
        let seats = try seats(limit: limit)
        let incarnation = store.effects.makeIncarnation()
        let name = try store.write { transaction in
            let seat = try seats.take(
                bead,
                agent: "shell",
                incarnation: incarnation,
                isForced: isForced,
                in: transaction,
                isUsable: { !unusable.contains($0.description) }
            )
            return seat.name?.description ?? ""
        }
        return try seats.seat(try #require(SeatName(name)), in: store.ledger.read)
    }

    private func identity(_ seat: AgentRecord) throws -> SessionIdentity {
        SessionIdentity(
            address: try seats().address(try #require(seat.name)),
            incarnation: try #require(seat.incarnation),
            token: seat.token
        )
    }

    @Test func noMoreWorkersThanTheOwnerAllows() throws {
        let store = try ScratchLedger(prefix: "sh")
        let beads = try (1...3).map { try store.task("sh-\($0)") }
        for bead in beads.prefix(2) { _ = try sling(bead, store, limit: 2) }
        let rig = try #require(RigName("shop"))
        #expect(throws: SeatFault.full(rig, limit: 2)) { try sling(beads[2], store, limit: 2) }
        // The bead that is at work already stays where it is.
        #expect(try sling(beads[0], store, limit: 2).hook == beads[0])
    }

    @Test func theNumberOfANameStaysWhoeverComesAndGoes() throws {
        func slot(_ name: String, _ pool: NamePool) throws -> Int? { try pool.slot(of: #require(SeatName(name))) }
        let builtIn = NamePool()
        #expect(try slot("furiosa", builtIn) == 0 && slot("toast", builtIn) == 4 && slot("seat-51", builtIn) == 50)
        let own = NamePool(custom: try [#require(SeatName("ann")), #require(SeatName("bob"))])
        #expect(try slot("bob", own) == 1 && slot("seat-3", own) == 2)
        // One that another pool gave, whose number somebody may have by now.
        #expect(try slot("toast", own) == nil && slot("seat-2", own) == nil)
    }

    @Test func givesTheBeadToTheFirstFreeName() throws {
        let store = try ScratchLedger(prefix: "sh")
        let bead = try store.task("sh-1")
        let seat = try sling(bead, store)
        let held = try #require(try store.bead(bead))
        #expect(seat.id.description == "sh-shop-polecat-furiosa")
        #expect(seat.state == .spawning)
        #expect(held.status == .hooked)
        #expect(held.assignee == "shop/polecats/furiosa")
        #expect(held.token == FencingToken(1))
        #expect(seat.token == held.token)
        #expect(seat.branch == "polecat/furiosa/sh-1@\(try #require(seat.incarnation))")
    }

    @Test func keepsABeadWhereItHangs() throws {
        let store = try ScratchLedger(prefix: "sh")
        let bead = try store.task("sh-1")
        let first = try sling(bead, store)
        #expect(try sling(bead, store) == first)
    }

    @Test func takesAnIdleSeatBeforeANewName() throws {
        let store = try ScratchLedger(prefix: "sh")
        let first = try sling(try store.task("sh-1"), store)
        try store.change { _ = try seats().giveBack(BeadID(trusted: "sh-1"), state: .idle, in: $0) }
        let second = try sling(try store.task("sh-2"), store)
        #expect(second.id == first.id)
        #expect(second.incarnation != first.incarnation)
        let third = try sling(try store.task("sh-3"), store, unusable: ["nux"])
        #expect(third.name?.description == "slit")
    }

    @Test(arguments: ["closed", "deferred", "in_progress"])
    func refusesABeadThatIsNotOpen(_ status: String) throws {
        let store = try ScratchLedger(prefix: "sh")
        let bead = try store.task("sh-1") { $0.status = BeadStatus(rawValue: status) }
        #expect(throws: SeatFault.self) { try sling(bead, store) }
        #expect(try store.bead(bead)?.token == FencingToken(0))
    }

    @Test func refusesABlockedBeadUnlessForced() throws {
        let store = try ScratchLedger(prefix: "sh")
        let blocker = try store.task("sh-1")
        let bead = try store.task("sh-2")
        try store.change { try $0.add(Edge(bead, .blocks, blocker, at: $0.time)) }
        #expect(throws: SeatFault.blocked(bead, by: [blocker])) { try sling(bead, store) }
        #expect(try sling(bead, store, isForced: true).hook == bead)
    }

    @Test func onlyThePresentOccupationBeginsWork() throws {
        let store = try ScratchLedger(prefix: "sh")
        let bead = try store.task("sh-1")
        let seats = try seats()
        let lost = try identity(try sling(bead, store))
        try store.change { _ = try seats.renew(try seats.occupied(by: lost, in: $0.read), in: $0) }
        let present = try identity(try #require(try store.ledger.read.agent(holding: bead)))
        #expect(throws: SeatFault.self) { try store.change { _ = try seats.beginWork(lost, in: $0) } }
        try store.change { _ = try seats.beginWork(present, in: $0) }
        #expect(try store.bead(bead)?.status == .inProgress)
        #expect(try store.ledger.read.agent(holding: bead)?.state == .working)
    }

    @Test func givingBackEndsTheOccupation() throws {
        let store = try ScratchLedger(prefix: "sh")
        let bead = try store.task("sh-1")
        let seats = try seats()
        let session = try identity(try sling(bead, store))
        try store.change { _ = try seats.giveBack(bead, state: .idle, in: $0) }
        let freed = try #require(try store.bead(bead))
        #expect(freed.status == .open)
        #expect(freed.assignee == nil)
        #expect(freed.token == FencingToken(2))
        #expect(throws: SeatFault.self) { try seats.occupied(by: session, in: store.ledger.read) }
        #expect(throws: SeatFault.notHooked(bead)) {
            try store.change { _ = try seats.giveBack(bead, state: .idle, in: $0) }
        }
    }
}
