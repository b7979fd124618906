package import Vocabulary

/// What the end of a bead brought about.
package struct Closing: Hashable, Sendable {
    /// The bead as it is now.
    package var bead: Bead
    /// It was closed before; nothing changed.
    package var wasClosed: Bool
    /// Beads that this freed: blocked before, and now neither blocked nor done, by name.
    package var unblocked: [BeadID]
}

extension Transaction {
    /// Closes a bead.
    ///
    /// Closing a closed bead changes nothing, not even the reason. What only gives way to force:
    /// pinned beads, epics with open children, beads with open blockers of their own, gates whose
    /// time has not come. A template is never closed.
    ///
    /// - Throws: `CloseFault`, or `BeadFault` for a bead that is not there.
    @discardableResult
    package func close(
        _ id: BeadID,
        reason: String = "Closed",
        session: String? = nil,
        isForced: Bool = false
    ) throws -> Closing {
        guard let bead = try read.bead(id) else { throw BeadFault.missing(id) }
        if bead.status == .closed { return Closing(bead: bead, wasClosed: true, unblocked: []) }
        try read.checkClosing(of: bead, isForced: isForced, at: time)
        try settle()
        let closed = try edit(id) {
            $0.status = .closed
            $0.closeReason = reason
            $0.closedBySession = session
        }
        return Closing(bead: closed, wasClosed: false, unblocked: try settle())
    }

    /// Opens a bead again that is done or put off.
    ///
    /// Its end, the reason for it and its sleep are forgotten; `reason` becomes a comment. A bead in
    /// any other state is left as it is.
    @discardableResult
    package func reopen(_ id: BeadID, reason: String? = nil) throws -> Bead {
        guard let bead = try read.bead(id) else { throw BeadFault.missing(id) }
        let isDone = try read.statuses().category(of: bead.status) == .done
        guard isDone || bead.status == .deferred else { return bead }
        let open = try update(id, as: .reopened) {
            $0.status = .open
            $0.deferUntil = nil
        }
        if let reason, !reason.isEmpty { try comment(on: id, reason) }
        return open
    }
}
