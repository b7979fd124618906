import CommandKit
import Effects
import Layout
import Ledger
import Polecats
import Settings
import Stores
import Vocabulary

/// What hangs on an agent's hook.
struct HookedWork {
    let address: Address
    let seat: AgentRecord?
    let bead: Bead?

    /// - Throws: `SeatFault.outdated` for a session whose occupation has ended.
    init(of address: Address, in context: CommandContext) throws {
        self.address = address
        guard case .polecat(let rig, let name) = address else {
            seat = nil
            bead = nil
            return
        }
        let stores = try context.stores()
        let layout = try stores.town().rig(rig)
        let seats = Seats(rig: layout, prefix: try RigIdentity.required(layout).prefix)
        let read = try stores.rig(rig).read
        if let session = SessionIdentity(environment: context.effects.environment), session.address == address,
            let present = try read.agent(seats.bead(name)), present.hook != nil
        {
            _ = try seats.occupied(by: session, in: read)
        }
        let seat = try seats.seat(name, in: read)
        self.seat = seat
        bead = try seat.hook.flatMap { try read.bead($0) }
    }
}
