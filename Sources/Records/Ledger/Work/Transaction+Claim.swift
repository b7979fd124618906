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
    /// Takes an open bead for `holder`, by default the transaction's actor: compare and set.
    ///
    /// Who holds it already and has it in progress takes it again without any change.
    @discardableResult
    package func claim(_ id: BeadID, for holder: String? = nil) throws -> Bead {
        let holder = holder ?? actor.description
        guard let bead = try read.bead(id) else { throw BeadFault.missing(id) }
        let current = bead.assignee ?? ""
        if bead.status == .inProgress, current == holder { return bead }
        guard current.isEmpty || current == holder else { throw ClaimFault.held(id, by: current) }
        guard bead.status == .open else { throw ClaimFault.notOpen(id, bead.status) }
        return try update(id, as: .claimed) {
            $0.status = .inProgress
            $0.assignee = holder
        }
    }
}
