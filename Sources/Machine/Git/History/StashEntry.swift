import Basics
import Effects

/// One entry of the stash, which belongs to the repository and not to a worktree.
package struct StashEntry: Hashable, Sendable {
    package let hash: GitHash
    /// As git shows it: `WIP on <branch>: ...` or `On <branch>: ...`.
    package let message: String

    package init(hash: GitHash, message: String) {
        self.hash = hash
        self.message = message
    }

    /// Whether it was made on that branch; `nil` stands for a detached HEAD.
    package func isOn(branch: String?) -> Bool {
        let name = branch ?? "(no branch)"
        return message.hasPrefix("WIP on \(name):") || message.hasPrefix("On \(name):")
    }
}

extension Git {
    /// The stash, newest first.
    package func stashEntries() throws(GitFailure) -> [StashEntry] {
        guard try commit("refs/stash") != nil else { return [] }
        let text = try call(["log", "--walk-reflogs", "-z", "--format=%H %gs", "refs/stash", "--"])
        return text.split(byte: "\0").compactMap { record in
            let parts = record.split(byte: " ", maxSplits: 1)
            guard parts.count == 2, let hash = GitHash(parts[0]) else { return nil }
            return StashEntry(hash: hash, message: parts[1])
        }
    }

    /// Puts a commit that was a stash back on top of the stash.
    package func store(_ stash: StashEntry) throws(GitFailure) {
        try call(["stash", "store", "--message", stash.message, stash.hash.description])
    }
}
