package import Vocabulary

/// Why a worktree counts as not preserved, or cannot be given back.
package enum WorktreeFault: ProblemConvertible, Hashable {
    case noWorktree(String)
    /// Before the first commit there is nothing to hang a snapshot on.
    case noCommit(String)
    /// A repository inside the repository keeps commits that a snapshot would not hold.
    case submodules(String, [String])
    /// A name that is no UTF-8 cannot be written down.
    case strangeName(String)
    case unreadable(String, reason: String)
    /// Somebody writes there.
    case keepsChanging(String)
    /// The worktree is not any more what the receipt is for.
    case changedSince(String)
    case noSnapshot(String)
    case occupied(String, snapshot: String)
    case broken(snapshot: String, reason: String)

    package var problem: Problem {
        switch self {
        case .noWorktree(let path): Problem(.notFound, "\(path) is not a worktree of this rig")
        case .noCommit(let path): Problem(.conflict, "\(path) has no commit yet; nothing was removed")
        case .submodules(let path, let names):
            Problem(
                .conflict,
                "\(path) has submodules that may hold work of their own; nothing was removed",
                causes: names,
                hints: ["Push what they hold, then `git submodule deinit --all` in \(path)."]
            )
        case .strangeName(let path):
            Problem(
                .conflict,
                "\(path) holds a file whose name is not UTF-8; nothing was removed",
                hints: ["Rename the file or move it out of the worktree."]
            )
        case .unreadable(let path, let reason):
            Problem(.environment, "\(path) cannot be preserved; nothing was removed", causes: [reason])
        case .keepsChanging(let path):
            Problem(
                .conflict,
                "\(path) is being written to; nothing was removed",
                hints: ["Wait for the program that works there, then try again."]
            )
        case .changedSince(let path):
            Problem(.conflict, "\(path) has changed since its snapshot; nothing was removed", hints: ["Try again."])
        case .noSnapshot(let id):
            Problem(.notFound, "no snapshot \(id)", hints: ["`gt snapshot list` shows the snapshots."])
        case .occupied(let path, let snapshot):
            Problem(
                .conflict,
                "\(path) is there already; nothing was restored",
                hints: ["`gt snapshot restore \(snapshot) --to <folder>` restores it elsewhere."]
            )
        case .broken(let snapshot, let reason):
            Problem(.environment, "the snapshot \(snapshot) cannot be restored", causes: [reason])
        }
    }
}
