package import Layout
package import Ledger
package import Vocabulary

/// The seats of one rig: who may sit down, who sits and who has left.
///
/// Every change is one transaction of the rig's ledger, over bead and seat together.
package struct Seats: Sendable {
    package let rig: RigLayout
    package let prefix: Prefix
    package let pool: NamePool
    /// How many of them may have work at once; any number where it is `nil`.
    package let limit: Int?

    /// After so many failed landings a bead waits for a human.
    package static let mostAttempts = 3

    package init(rig: RigLayout, prefix: Prefix, pool: NamePool = NamePool(), limit: Int? = nil) {
        self.rig = rig
        self.prefix = prefix
        self.pool = pool
        self.limit = limit
    }

    /// The address of a seat.
    package func address(_ name: SeatName) -> Address { .polecat(rig.name, name) }

    /// The bead that holds a seat's state.
    package func bead(_ name: SeatName) -> BeadID {
        address(name).agentBead(prefix: prefix) ?? BeadID(trusted: "\(prefix)-\(name)")
    }

    /// The bead that holds the state of the agent at an address of this rig.
    package func bead(of address: Address) -> BeadID {
        address.agentBead(prefix: prefix) ?? BeadID(trusted: "\(prefix)-\(rig.name)")
    }

    /// Every seat there is, by name.
    package func all(in read: Reader) throws -> [AgentRecord] {
        try read.agents(role: "polecat").filter { $0.rig == rig.name }
    }

    /// The seat of that name.
    package func seat(_ name: SeatName, in read: Reader) throws -> AgentRecord {
        guard let seat = try read.agent(bead(name)) else { throw SeatFault.noSeat(name, rig.name) }
        return seat
    }

    /// Gives `bead` to an idle seat, or to a new one under the first free name.
    ///
    /// A bead that a seat of this rig already has on its hook stays there: the answer is that
    /// seat, unchanged. `isUsable` says of an idle seat or a free name whether nothing is left of
    /// an earlier occupation that forbids it.
    package func take(
        _ bead: BeadID,
        agent: String,
        incarnation: Incarnation,
        isForced: Bool,
        in transaction: Transaction,
        isUsable: (SeatName) throws -> Bool
    ) throws -> AgentRecord {
        if let holder = try transaction.read.agent(holding: bead) { return holder }
        let work = try checked(bead, isForced: isForced, in: transaction.read)
        if let limit, try all(in: transaction.read).count(where: { $0.hook != nil }) >= limit {
            throw SeatFault.full(rig.name, limit: limit)
        }
        var seat = try freeSeat(in: transaction, isUsable: isUsable)
        guard let name = seat.name else { throw SeatFault.poolExhausted(rig.name) }
        seat.state = .spawning
        seat.hook = bead
        seat.incarnation = incarnation
        seat.token = work.token.next
        seat.branch = "polecat/\(name)/\(bead)@\(incarnation)"
        seat.worktree = rig.seat(name).worktree
        seat.agent = agent
        seat.since = transaction.time
        try transaction.put(seat)
        try transaction.update(bead, as: .claimed, comment: "slung to \(address(name))") {
            $0.status = .hooked
            $0.assignee = address(name).description
            $0.token = seat.token
        }
        return seat
    }

    private func checked(_ id: BeadID, isForced: Bool, in read: Reader) throws -> Bead {
        guard let bead = try read.bead(id) else { throw BeadFault.missing(id) }
        if BeadType.infrastructure.contains(bead.type) { throw SeatFault.noWork(id, bead.type) }
        switch bead.status {
        case .closed: throw SeatFault.closed(id)
        case .deferred: throw SeatFault.asleep(id)
        case .hooked, .inProgress:
            if bead.assignee == Address.refinery(rig.name).description { throw SeatFault.inQueue(id) }
            throw SeatFault.held(id, by: bead.assignee ?? "somebody")
        default: break
        }
        if isForced { return bead }
        if bead.isBlocked { throw SeatFault.blocked(id, by: try read.openBlockers(of: id)) }
        if bead.attempt >= Seats.mostAttempts { throw SeatFault.escalated(id, attempts: bead.attempt) }
        return bead
    }

    private func freeSeat(in transaction: Transaction, isUsable: (SeatName) throws -> Bool) throws -> AgentRecord {
        let seats = try all(in: transaction.read)
        for seat in seats where seat.hook == nil {
            if let name = seat.name, try isUsable(name) { return seat }
        }
        let taken = Set(seats.compactMap(\.name))
        guard let name = try pool.first(where: { try !taken.contains($0) && isUsable($0) }) else {
            throw SeatFault.poolExhausted(rig.name)
        }
        return AgentRecord(id: bead(name), role: "polecat", rig: rig.name, name: name, since: transaction.time)
    }
}
