package import Vocabulary

/// Why two beads cannot be joined or parted (bd.md 2.2).
package enum EdgeFault: Hashable, ProblemConvertible {
    case toItself(BeadID)
    case cycle(BeadID, BeadID)
    case ancestor(child: BeadID, ancestor: BeadID)
    case badType(String)
    case none(BeadID, BeadID)

    package var problem: Problem {
        switch self {
        case .toItself(let id): Problem(.usage, "\(id) cannot depend on itself")
        case .cycle(let source, let target):
            Problem(
                .conflict,
                "cannot add dependency: it would create a cycle (\(source) → \(target) → ... → \(source))",
                hints: ["`bd dep tree \(target)` shows what it depends on."]
            )
        case .ancestor(let child, let ancestor):
            Problem(
                .conflict,
                "\(child) is a child of \(ancestor) and cannot wait for it: neither could ever be closed"
            )
        case .badType(let type):
            Problem(.usage, "invalid dependency type \"\(type)\" (a word of 1 to 50 characters)")
        case .none(let source, let target):
            Problem(.notFound, "no dependency from \(source) to \(target)", hints: ["`bd dep list \(source)`"])
        }
    }
}
