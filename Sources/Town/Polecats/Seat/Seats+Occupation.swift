import Layout
package import Ledger
package import Vocabulary

extension Seats {
    /// The seat that a session's identity names, if its occupation is the present one.
    ///
    /// - Throws: `SeatFault.outdated` for an older incarnation or token, `.emptyHook` for a seat
    ///   without work.
    package func occupied(by session: SessionIdentity, in read: Reader) throws -> AgentRecord {
        guard case .polecat(let rig, let name) = session.address, rig == self.rig.name else {
            throw Problem(.refused, "\(session.address) is no polecat of \(self.rig.name)")
        }
        let seat = try seat(name, in: read)
        guard seat.incarnation == session.incarnation, seat.token == session.token else {
            throw SeatFault.outdated(seat.id, claimed: session.token, present: seat.token)
        }
        guard let hook = seat.hook else { throw SeatFault.emptyHook(seat.id) }
        guard let bead = try read.bead(hook), bead.token == session.token else {
            throw SeatFault.outdated(seat.id, claimed: session.token, present: try read.bead(hook)?.token)
        }
        return seat
    }

    /// Moves the bead in progress at the first prime of an occupation; later ones change nothing.
    package func beginWork(_ session: SessionIdentity, in transaction: Transaction) throws -> AgentRecord {
        var seat = try occupied(by: session, in: transaction.read)
        guard let hook = seat.hook, try transaction.read.bead(hook)?.status == .hooked else { return seat }
        try transaction.update(hook) { $0.status = .inProgress }
        seat.state = .working
        seat.since = transaction.time
        try transaction.put(seat)
        return seat
    }

    /// A new session for the same occupation: the token grows, so that the lost one is refused.
    package func renew(_ seat: AgentRecord, in transaction: Transaction) throws -> AgentRecord {
        guard var present = try transaction.read.agent(seat.id), present.incarnation == seat.incarnation,
            let hook = present.hook, let bead = try transaction.read.bead(hook)
        else { throw SeatFault.emptyHook(seat.id) }
        present.token = bead.token.next
        present.since = transaction.time
        try transaction.put(present)
        try transaction.update(hook, comment: "\(seat.id) starts again") { $0.token = present.token }
        return present
    }

    /// Takes the bead off its hook and opens it again unless it is closed; the token grows.
    ///
    /// The branch is named in a comment where one was made, because nothing of it is thrown away.
    package func giveBack(_ bead: BeadID, state: AgentRecord.State, in transaction: Transaction) throws -> AgentRecord {
        guard var seat = try transaction.read.agent(holding: bead) else { throw SeatFault.notHooked(bead) }
        try transaction.update(bead, as: .statusChanged, comment: "taken off the hook of \(seat.id)") {
            // What somebody has closed meanwhile stays closed.
            if $0.status != .closed {
                $0.status = .open
                $0.assignee = nil
            }
            $0.token = $0.token.next
        }
        seat.hook = nil
        seat.state = state
        seat.token = seat.token.next
        seat.since = transaction.time
        try transaction.put(seat)
        return seat
    }

    /// The work is in the merge queue: the seat is free, the bead belongs to the refinery.
    package func handOver(_ seat: AgentRecord, in transaction: Transaction) throws {
        guard let hook = seat.hook else { throw SeatFault.emptyHook(seat.id) }
        try transaction.update(hook, comment: "done by \(seat.id)") {
            $0.status = .inProgress
            $0.assignee = Address.refinery(rig.name).description
        }
        var free = seat
        free.hook = nil
        free.state = .idle
        free.since = transaction.time
        try transaction.put(free)
    }
}
