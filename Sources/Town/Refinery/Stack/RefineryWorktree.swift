import Effects
import Git
import Host
import Layout

/// The refinery's own worktree: detached, nobody else's, and nothing in it is ever kept.
struct RefineryWorktree {
    let rig: RigLayout
    /// Git in the rig's bare repository, committing as the refinery.
    let repository: Git

    /// Git in the worktree.
    var git: Git { repository.at(rig.refineryWorktree) }

    /// Makes the worktree usable whatever a killed predecessor left: missing, half made, in the
    /// middle of a rebase, or with a lock of a git that is dead.
    ///
    /// Only for the holder of the refinery's lock, which each git of a predecessor holds as well.
    func prepare(at commit: GitHash) throws {
        if try repository.worktree(at: rig.refineryWorktree) == nil || !Files.exists(rig.refineryWorktree + "/.git") {
            try remake(at: commit)
        }
        let folder: String
        do {
            folder = try git.ownFolder()
        } catch {
            try remake(at: commit)
            return
        }
        for name in ["index.lock", "HEAD.lock"] { try Files.remove("\(folder)/\(name)") }
        for name in ["rebase-merge", "rebase-apply"] { try Files.removeTree("\(folder)/\(name)") }
        try git.checkOut(commit, branch: nil)
    }

    private func remake(at commit: GitHash) throws {
        try Files.removeTree(rig.refineryWorktree)
        try repository.pruneWorktrees()
        try Files.makeFolders(rig.refinery)
        try repository.addWorktree(at: rig.refineryWorktree, commit)
    }
}
