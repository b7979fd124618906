package import Git

// What `gt rig remove` and `gt uninstall` ask before anything goes.
extension Worktrees {
    /// The remote's tags as they were when it was asked; apart from `refs/tags/`, where agents make their own.
    static let remoteTags = "refs/gt/origin-tags/"

    /// Asks the remote what it has: its branches and its tags, so that what is gone there does not count as there.
    package func askRemote(limit: Duration) throws(GitFailure) {
        let refspecs = ["+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:\(Self.remoteTags)*"]
        try repository.fetch("origin", refspecs, limit: limit)
    }

    /// Branches, tags and other references, and detached worktrees, whose commits the remote does not have and which did
    /// not land; a tag with a message also where only the message is missing there.
    ///
    /// Commits that nothing but a log of references knows are not among them: whoever amended, rebased or reset threw
    /// them away, nearly all work leaves some, and a rig that they held could never be removed. See ``nameThrownAway()``.
    package func unpreserved() throws -> [GitReference] {
        let all = try repository.references(below: "refs/")
        let known = Set(all.filter { $0.name.hasPrefix(Self.remoteTags) }.map(\.hash))
        var tips = all.filter { reference in
            !known.contains(reference.hash)
                && !["refs/remotes/", "refs/gt/", "refs/stash"].contains { reference.name.hasPrefix($0) }
        }
        for worktree in try repository.worktrees() where !worktree.isBare && worktree.branch == nil {
            if let head = worktree.head { tips.append(GitReference(name: worktree.path, hash: head)) }
        }
        let preserving = ["refs/remotes/origin", Self.landed, Self.remoteTags]
        return try tips.filter { tip in
            // What is no commit itself, such as a tag's message, is there or not.
            guard try repository.commit(tip.hash.description) == tip.hash else { return true }
            return try !repository.isReachable(tip.hash, from: preserving)
        }
    }

    /// Names the commits that no reference leads to, so that a backup of all references holds them as well.
    ///
    /// They are called `refs/gt/thrown-away/<commit>`, the newest of each line of commits. Returns how many there are.
    package func nameThrownAway() throws -> Int {
        let commits = try repository.danglingCommits()
        for commit in commits { try repository.update("refs/gt/thrown-away/\(commit)", to: commit) }
        return commits.count
    }
}
