package import Vocabulary

/// Why a worker's work cannot be handed in yet; nothing was pushed or filed.
package enum DoneFault: Hashable, ProblemConvertible {
    case closed(BeadID)
    case uncommitted([String])
    case elsewhere(branch: String?, expected: String)
    case noCommits(target: String)
    case noWorktree(String)
    case unknownTarget(String)
    case notPushed(branch: String, reason: String)

    package var problem: Problem {
        switch self {
        case .closed(let id):
            return Problem(
                .conflict,
                "\(id) was closed while it was worked on; nothing was handed in",
                hints: [
                    "`gt unsling \(id)` frees the seat and keeps the branch; `bd reopen \(id)`, then `gt done`, lands it."
                ]
            )
        case .uncommitted(let paths):
            let shown = paths.prefix(5).joined(separator: ", ") + (paths.count > 5 ? ", …" : "")
            return Problem(
                .conflict,
                "\(paths.count) files are not committed; nothing was handed in",
                causes: [shown],
                hints: ["`git add -A && git commit`, then `gt done` again."]
            )
        case .elsewhere(let branch, let expected):
            return Problem(
                .conflict,
                "the worktree is on \(branch ?? "no branch"), not on \(expected); nothing was handed in",
                hints: ["`git checkout \(expected)`, then `gt done` again."]
            )
        case .noCommits(let target):
            return Problem(
                .conflict,
                "the branch has no commit that \(target) lacks; nothing was handed in",
                hints: [
                    "Commit the work. If there is none to do, `bd comment` says why and `gt unsling` gives it back."
                ]
            )
        case .noWorktree(let path):
            return Problem(.notFound, "the worktree \(path) is not there", hints: ["`gt polecat status` tells more."])
        case .unknownTarget(let target):
            return Problem(.environment, "the rig's repository does not know origin/\(target)")
        case .notPushed(let branch, let reason):
            return Problem(
                .environment,
                "\(branch) could not be pushed; nothing was handed in",
                causes: reason.split(separator: "\n").map(String.init),
                hints: ["`gt done --resume` tries again; the commits are in the worktree."]
            )
        }
    }
}
