package import Vocabulary

/// Why a bead cannot be claimed (bd.md 2.4).
package enum ClaimFault: Hashable, ProblemConvertible {
    case held(BeadID, by: String)
    case notOpen(BeadID, BeadStatus)

    package var problem: Problem {
        switch self {
        case .held(let id, let holder):
            Problem(
                .conflict,
                "\(id) is already claimed by \(holder)",
                hints: ["`bd ready` shows what is free."]
            )
        case .notOpen(let id, let status):
            Problem(
                .conflict,
                "issue not claimable: status \(status)",
                hints: status == .closed ? ["`bd reopen \(id)` opens it again."] : ["`bd show \(id)` shows it."]
            )
        }
    }
}
