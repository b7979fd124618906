import Effects
import Git
import Host

extension Worktrees {
    /// The submodules, by their names, that hold commits which none of their remotes has; `folder` is git's own of the
    /// worktree.
    ///
    /// Those that hold nothing of their own may go: whoever needs them fetches them again. What is changed in their files
    /// shows in the status of the worktree.
    func submodulesWithWork(below folder: String) throws -> [String] {
        try modules(below: folder + "/modules").filter { name in
            let module = "\(folder)/modules/\(name)"
            let words = ["--git-dir", module, "rev-list", "--max-count=1", "--all", "HEAD", "--not", "--remotes"]
            let outcome = try repository.at(module).outcome(words)
            return outcome.status != 0 || !outcome.output.isEmpty
        }
    }

    /// Takes all submodules out of a worktree, so that the next who works there begins as in a new one.
    func removeSubmodules(from git: Git) throws {
        let folder = try git.ownFolder() + "/modules"
        guard Files.exists(folder) else { return }
        try git.call(["submodule", "deinit", "--quiet", "--all", "--force"])
        try Files.removeTree(folder)
    }

    /// The names of repositories below a folder; a name may hold slashes, and one may have others inside.
    private func modules(below folder: String) throws -> [String] {
        guard Files.isFolder(folder) else { return [] }
        return try Files.list(folder).flatMap { name -> [String] in
            let path = "\(folder)/\(name)"
            guard Files.isFolder(path) else { return [] }
            guard Files.isFile(path + "/HEAD") else { return try modules(below: path).map { "\(name)/\($0)" } }
            return [name] + (try modules(below: path + "/modules").map { "\(name)/modules/\($0)" })
        }
    }
}
