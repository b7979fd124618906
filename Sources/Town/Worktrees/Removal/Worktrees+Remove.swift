import Effects
package import Git
import Host

extension Worktrees {
    /// Removes the worktree that the receipt is for; the branch stays.
    ///
    /// Looks once more: what has changed since the receipt was given is not preserved.
    package func remove(_ receipt: Receipt) throws {
        guard try observe(receipt.worktree).fingerprint == receipt.fingerprint else {
            throw WorktreeFault.changedSince(receipt.worktree)
        }
        // In one moment it is gone from where it was; a kill afterwards leaves only what is preserved.
        let parent = Files.parent(of: receipt.worktree)
        _ = try repository.outcome(["worktree", "unlock", receipt.worktree])
        try Files.rename(receipt.worktree, to: "\(parent)/\(Self.removedMark)\(effects.makeIncarnation())")
        try repository.pruneWorktrees()
        for name in try Files.list(parent) where name.hasPrefix(Self.removedMark) {
            try Files.removeTree("\(parent)/\(name)")
        }
    }

    private static let removedMark = ".gt-removed-"

    /// Makes the worktree that the receipt is for clean and puts it at `commit`, on `branch` or
    /// detached.
    package func reuse(_ receipt: Receipt, at commit: GitHash, branch: String?) throws {
        guard try observe(receipt.worktree).fingerprint == receipt.fingerprint else {
            throw WorktreeFault.changedSince(receipt.worktree)
        }
        let git = repository.at(receipt.worktree)
        for kind in ["rebase", "merge", "cherry-pick", "revert", "am"] { _ = try git.outcome([kind, "--abort"]) }
        // What the last worker hid from git would be hidden from the next one's commits.
        try git.showHiddenFiles()
        try removeSubmodules(from: git)
        try git.checkOut(commit, branch: branch)
    }

    /// Removes a branch of the repository once its work is in `target` or was proven to have landed.
    ///
    /// Returns whether it is gone; `false` means that it holds something else, or that a worktree is
    /// on it.
    package func removeBranch(_ branch: String, landedIn target: String) throws -> Bool {
        let reference = "refs/heads/\(branch)"
        guard let commit = try repository.commit(reference) else { return true }
        guard try isContained(commit, target: target) else { return false }
        guard try !repository.worktrees().contains(where: { $0.branch == branch }) else { return false }
        return try repository.delete(reference, from: commit)
    }
}
