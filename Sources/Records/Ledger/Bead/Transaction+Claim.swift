package import Vocabulary

extension Transaction {
    /// Makes `assignee` the one who works on a bead: compare-and-set, so that of several who try only
    /// one succeeds.
    ///
    /// What `ready` shows can be claimed: open beads, those in a custom active state, and deferred
    /// ones whose time has come, as long as nobody else is their assignee. Who holds the bead already
    /// succeeds again, with nothing written. Whether the bead is blocked is not asked.
    ///
    /// - Throws: `ClaimFault`, or `BeadFault` for a bead that is not there.
    @discardableResult
    package func claim(_ id: BeadID, for assignee: String) throws -> Bead {
        guard let bead = try read.bead(id) else { throw BeadFault.missing(id) }
        let holder = bead.assignee ?? ""
        if bead.status == .inProgress, holder == assignee { return bead }
        guard try isOpen(bead) else {
            if bead.status == .inProgress, !holder.isEmpty { throw ClaimFault.held(id, by: holder) }
            throw ClaimFault.notOpen(id, bead.status)
        }
        guard holder.isEmpty || holder == assignee else { throw ClaimFault.held(id, by: holder) }
        return try update(id, as: .claimed) {
            $0.assignee = assignee
            $0.status = .inProgress
        }
    }

    private func isOpen(_ bead: Bead) throws -> Bool {
        if bead.status == .deferred, let waking = bead.deferUntil { return waking <= time }
        return try read.statuses().category(of: bead.status) == .active
    }
}
