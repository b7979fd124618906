package import Effects
import Layout
import Ledger
package import Polecats
import Settings
package import Stores
package import Vocabulary

/// Collects what an agent is told, and notes that it has begun.
package struct Primer {
    private let stores: Stores
    private let effects: Effects

    package init(stores: Stores, effects: Effects) {
        self.stores = stores
        self.effects = effects
    }

    /// The brief for `address`.
    ///
    /// With a session's identity, the first prime of its occupation moves the bead from `hooked` to
    /// `in_progress`; without one, for somebody who only looks, nothing changes.
    ///
    /// - Throws: `SeatFault.outdated` for a session whose occupation has ended.
    package func brief(for address: Address, session: SessionIdentity?) throws -> Brief {
        let town = try stores.town()
        var brief = Brief(address: address, town: town)
        brief.unreadMail = try stores.hq().read.unreadCount(of: address)
        switch address {
        case .polecat(let rig, let name): try addWork(of: name, in: rig, session, to: &brief)
        case .mayor, .overseer: brief.rigs = try RigRegistry.read(town).entries.map(\.name)
        default: break
        }
        return brief
    }

    private func addWork(
        of name: SeatName,
        in rig: RigName,
        _ session: SessionIdentity?,
        to brief: inout Brief
    ) throws {
        let read = try stores.rig(rig).read
        let seats = Seats(rig: brief.town.rig(rig), prefix: try stores.rig(rig).identity.prefix)
        var seat = try seats.seat(name, in: read)
        if let session {
            do { seat = try seats.occupied(by: session, in: read) } catch SeatFault.emptyHook {}
            if let hook = seat.hook, try read.bead(hook)?.status == .hooked { seat = try begin(session, seats) }
        }
        brief.seat = seat
        guard let hook = seat.hook, let bead = try read.bead(hook) else { return }
        brief.work = Brief.Work(
            bead: bead,
            labels: try read.labels(of: hook),
            comments: try read.comments(on: hook)
        )
    }

    private func begin(_ session: SessionIdentity, _ seats: Seats) throws -> AgentRecord {
        let ledger = try stores.rig(seats.rig.name, .writing)
        let message = "gt: \(session.address) begins"
        _ = try ledger.transaction(as: Actor(session.address), effects.makeOperation(), message: message) {
            try seats.beginWork(session, in: $0).id
        }
        return try seats.occupied(by: session, in: ledger.read)
    }
}
