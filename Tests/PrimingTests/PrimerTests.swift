import Ledger
import Polecats
import Priming
import Stores
import TestKit
import Testing
import TownKit
import Vocabulary

@Suite(.scratch) struct PrimerTests {
    @Test func theFirstPrimeOfAnOccupationBeginsTheWork() throws {
        let town = try ScratchTown()
        try town.makeRig()
        let bead = try town.task("sh-a")
        let incarnation = try #require(Incarnation("mwq68crp01"))
        let seat = try town.sling(bead, incarnation: incarnation)
        let address = try #require(seat.address)
        let session = SessionIdentity(address: address, incarnation: incarnation, token: seat.token)
        func primer() -> Primer { Primer(stores: town.stores(), effects: town.effects) }
        func status() throws -> BeadStatus? { try town.stores().database("shop").read.bead(bead)?.status }

        // Somebody who only looks changes nothing.
        #expect(try primer().brief(for: address, session: nil).work?.bead.status == .hooked)
        #expect(try status() == .hooked)
        let first = try primer().brief(for: address, session: session)
        #expect(first.work?.bead.status == .inProgress && first.seat?.state == .working)
        #expect(try primer().brief(for: address, session: session) == first)

        // A restart: the token grew, the lost session is refused and changes nothing.
        let late = SessionIdentity(
            address: address,
            incarnation: incarnation,
            token: FencingToken(seat.token.value - 1)
        )
        #expect(throws: SeatFault.self) { try primer().brief(for: address, session: late) }
        let other = SessionIdentity(
            address: address,
            incarnation: try #require(Incarnation("mwq68crp00")),
            token: seat.token
        )
        #expect(throws: SeatFault.self) { try primer().brief(for: address, session: other) }
        #expect(try status() == .inProgress)
    }

    @Test func aSeatThatHandedOverHasNothingToDo() throws {
        let town = try ScratchTown()
        try town.makeRig()
        let incarnation = try #require(Incarnation("mwq68crp01"))
        let seat = try town.sling(try town.task("sh-a"), incarnation: incarnation)
        let address = try #require(seat.address)
        try town.change("shop") {
            var free = seat
            free.hook = nil
            free.state = .idle
            try $0.put(free)
        }
        let session = SessionIdentity(address: address, incarnation: incarnation, token: seat.token)
        let brief = try Primer(stores: town.stores(), effects: town.effects).brief(for: address, session: session)
        #expect(brief.work == nil)
        #expect(brief.text.contains("Nothing is on your hook"))
    }
}
