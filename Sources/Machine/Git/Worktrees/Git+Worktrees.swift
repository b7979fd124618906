import Basics
import Host

extension Git {
    /// The worktrees of this repository, its own folder first.
    package func worktrees() throws(GitFailure) -> [GitWorktree] {
        let text = try call(["worktree", "list", "--porcelain", "-z"])
        // An empty line ends what is said of one worktree.
        return text.split(byte: "\0", omittingEmpty: false).split(separator: "").compactMap { Self.worktree($0) }
    }

    private static func worktree(_ lines: ArraySlice<String>) -> GitWorktree? {
        var values: [String: String] = [:]
        for line in lines {
            let parts = line.split(byte: " ", maxSplits: 1)
            values[parts[0]] = parts.count == 2 ? parts[1] : ""
        }
        guard let path = values["worktree"] else { return nil }
        let heads = "refs/heads/"
        let branch = values["branch"].map { $0.hasPrefix(heads) ? $0.dropFirst(bytes: heads.utf8.count) : $0 }
        return GitWorktree(
            path: path,
            head: values["HEAD"].flatMap { GitHash($0) },
            branch: branch,
            isBare: values["bare"] != nil,
            isPrunable: values["prunable"] != nil,
            isLocked: values["locked"] != nil
        )
    }

    /// The worktree at a folder, found by where it lies and not by its administrative name.
    package func worktree(at path: String) throws(GitFailure) -> GitWorktree? {
        try worktrees().first { $0.path == path && !$0.isBare }
    }

    /// Checks a commit out into a new folder.
    ///
    /// With `branch` a new branch of that name is made there; one that exists already and is at
    /// no other worktree is taken as it is. Without, HEAD is detached.
    package func addWorktree(
        at path: String,
        _ commit: GitHash,
        branch: String? = nil,
        limit: Duration = .seconds(600)
    ) throws(GitFailure) {
        guard let branch else {
            try call(["worktree", "add", "--quiet", "--detach", "--", path, commit.description], limit: limit)
            return
        }
        do throws(GitFailure) {
            try call(
                ["worktree", "add", "--quiet", "--no-track", "-b", branch, "--", path, commit.description],
                limit: limit
            )
        } catch {
            // Most often it is new; asking beforehand would be a call of git for each worktree.
            guard try self.commit("refs/heads/\(branch)") != nil else { throw error }
            try call(["worktree", "add", "--quiet", "--", path, branch], limit: limit)
        }
    }

    /// Removes the folder and its entry whatever it holds; only for who has a receipt for it.
    package func removeWorktree(at path: String) throws(GitFailure) {
        try call(["worktree", "remove", "--force", "--force", "--", path], limit: .seconds(600))
    }

    /// Gives a worktree another folder; nothing may be there.
    package func moveWorktree(from old: String, to new: String) throws(GitFailure) {
        try call(["worktree", "move", "--", old, new])
    }

    /// Gives worktrees that lost it back the file `.git` that leads to this repository.
    package func repairWorktrees() throws(GitFailure) { try call(["worktree", "repair"]) }

    /// Forgets worktrees whose folder is gone.
    package func pruneWorktrees() throws(GitFailure) { try call(["worktree", "prune", "--expire=now"]) }

    /// Leaves the branch and stays where it is.
    package func detach() throws(GitFailure) { try call(["checkout", "--quiet", "--detach"]) }

    /// Puts the worktree on a branch at a commit, made or moved there; changes are thrown away.
    ///
    /// Only for who has a receipt for what lies there. Untracked files go too, ignored ones stay. Folders that somebody
    /// left without the permission to write are given it where they are in the way.
    package func checkOut(_ commit: GitHash, branch: String?) throws(GitFailure) {
        do throws(GitFailure) {
            try setBack(to: commit, branch: branch)
        } catch {
            guard Files.openFolders(directory) else { throw error }
            try setBack(to: commit, branch: branch)
        }
    }

    private func setBack(to commit: GitHash, branch: String?) throws(GitFailure) {
        if let branch {
            try call(["checkout", "--quiet", "--force", "--no-track", "-B", branch, commit.description])
        } else {
            try call(["checkout", "--quiet", "--force", "--detach", commit.description])
        }
        try removeUntracked()
    }

    // A removed .gitignore may uncover files that git counted as ignored until then.
    private func removeUntracked() throws(GitFailure) {
        while try call(["clean", "-ffd"], limit: .seconds(600)).contains(".gitignore") {}
    }
}
