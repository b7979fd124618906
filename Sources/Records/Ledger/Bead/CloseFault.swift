package import Vocabulary

/// Why a bead may not be closed yet (bd.md 2.5); all but a template give way to force.
package enum CloseFault: Hashable, ProblemConvertible {
    case template(BeadID)
    case pinned(BeadID)
    case openChildren(BeadID, [BeadID])
    case openBlockers(BeadID, [BeadID])
    case unmetGate(BeadID, String)

    package var problem: Problem {
        switch self {
        case .template(let id):
            Problem(.refused, "cannot close \(id): it is a template and stays as it is")
        case .pinned(let id):
            Problem(.refused, "cannot close \(id): it is pinned (use --force to override)")
        case .openChildren(let id, let children):
            Problem(
                .refused,
                "cannot close epic \(id): \(children.count) open children \(list(children)) (use --force to override)",
                hints: ["`bd list --parent \(id)` shows them."]
            )
        case .openBlockers(let id, let blockers):
            Problem(
                .refused,
                "cannot close \(id): blocked by open issues \(list(blockers)) (use --force to override)",
                hints: ["`bd dep tree \(id)` shows what it depends on."]
            )
        case .unmetGate(let id, let reason):
            Problem(.refused, "cannot close gate \(id): \(reason) (use --force to override)")
        }
    }

    /// At most ten names, so that one line stays one.
    private func list(_ ids: [BeadID]) -> String {
        let shown = ids.prefix(10).map(\.description).joined(separator: " ")
        return ids.count > 10 ? "[\(shown) …]" : "[\(shown)]"
    }
}
