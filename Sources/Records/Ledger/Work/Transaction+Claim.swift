package import Vocabulary

/// Why somebody could not take a bead.
package enum ClaimFault: ProblemConvertible, Hashable {
    case held(BeadID, by: String)
    case notOpen(BeadID, BeadStatus)

    package var problem: Problem {
        switch self {
        case .held(let id, let holder):
            Problem(.conflict, "\(id) is already claimed by \(holder)", hints: ["`bd ready` shows what is free."])
        case .notOpen(let id, let status):
            Problem(.conflict, "\(id) is not claimable: status \(status)", hints: ["`bd ready` shows what is free."])
        }
    }
}

extension Transaction {
    /// Takes a bead for `holder`, by default the transaction's actor: compare and set, so that of
    /// several who try only one succeeds.
    ///
    /// What `ready` shows can be taken: open beads, those in a custom active state, and deferred ones
    /// whose time has come, as long as nobody else is their assignee. Who holds it already and has
    /// it in progress takes it again without any change. Whether it is blocked is not asked.
    @discardableResult
    package func claim(_ id: BeadID, for holder: String? = nil) throws -> Bead {
        let holder = holder ?? actor.description
        guard let bead = try read.bead(id) else { throw BeadFault.missing(id) }
        let current = bead.assignee ?? ""
        if bead.status == .inProgress, current == holder { return bead }
        guard try isFree(bead) else {
            if bead.status == .inProgress, !current.isEmpty { throw ClaimFault.held(id, by: current) }
            throw ClaimFault.notOpen(id, bead.status)
        }
        guard current.isEmpty || current == holder else { throw ClaimFault.held(id, by: current) }
        return try update(id, as: .claimed) {
            $0.status = .inProgress
            $0.assignee = holder
        }
    }

    private func isFree(_ bead: Bead) throws -> Bool {
        if bead.status == .deferred, let waking = bead.deferUntil { return waking <= time }
        return try statuses().category(of: bead.status) == .active
    }
}
