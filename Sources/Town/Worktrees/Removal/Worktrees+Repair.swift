import Git
import Host

extension Worktrees {
    /// Gives a worktree back its file `.git`, if that is what is missing.
    ///
    /// What lies there is somebody's work like any other's, but git would not know it any more.
    package func repair(_ path: String) throws {
        guard Files.isFolder(path), !Files.exists(path + "/.git"), try !Files.list(path).isEmpty,
            try repository.worktree(at: path) != nil
        else { return }
        try repository.repairWorktrees()
    }
}
