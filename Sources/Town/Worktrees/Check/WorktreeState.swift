import Effects
package import Git
import Host

/// What a worktree holds that may be nowhere else: the one safety check.
package struct WorktreeState: Hashable, Sendable {
    package let path: String
    package let head: GitHash
    /// `nil` when HEAD is detached.
    package let branch: String?
    /// Tracked files that differ from HEAD, in index or folder.
    package let changed: [String]
    package let untracked: [String]
    /// Commits of HEAD that no branch of the remote has.
    package let unpushed: Int
    /// Stashes that were made on this branch.
    package let stashes: Int
    /// A merge, rebase, cherry-pick, revert or bisect is under way.
    package let isInTheMiddle: Bool
    /// Whether the work of HEAD is in the target branch or was proven to have landed.
    package let isContained: Bool

    /// Nothing is here that the remote does not have.
    package var isEmpty: Bool { isClean && unpushed == 0 }
    /// Folder and index are as HEAD says.
    package var isClean: Bool { changed.isEmpty && untracked.isEmpty && stashes == 0 && !isInTheMiddle }

    /// What would be lost, in words for a person; nothing where ``isEmpty``.
    package var inWords: [String] {
        func counted(_ count: Int, _ one: String, _ many: String) -> String? {
            count == 0 ? nil : "\(count) \(count == 1 ? one : many)"
        }
        return [
            counted(changed.count, "changed file", "changed files"),
            counted(untracked.count, "untracked file", "untracked files"),
            counted(unpushed, "commit that is not on the remote", "commits that are not on the remote"),
            counted(stashes, "stash", "stashes"),
            isInTheMiddle ? "a merge or rebase under way" : nil,
        ].compactMap { $0 }
    }
}

extension Worktrees {
    /// Looks at the worktree in `path`; work counts as landed when it is in `target`, a branch of the
    /// remote.
    ///
    /// - Throws: `WorktreeFault` or `GitFailure`; both mean that what lies there is not preserved.
    package func state(of path: String, target: String) throws -> WorktreeState {
        let git = try worktree(path)
        let status = try git.status()
        guard let head = status.head else { throw WorktreeFault.noCommit(path) }
        let folder = try git.ownFolder()
        return WorktreeState(
            path: path,
            head: head,
            branch: status.branch,
            changed: status.entries.filter { $0.kind == .changed || $0.kind == .unmerged }.map(\.path),
            untracked: status.entries.filter { $0.kind == .untracked }.map(\.path),
            unpushed: try repository.count(of: head, missingIn: "refs/remotes/origin"),
            stashes: try repository.stashEntries().count { $0.isOn(branch: status.branch) },
            isInTheMiddle: Self.middleFiles.contains { Files.exists("\(folder)/\($0)") },
            isContained: try isContained(head, target: target)
        )
    }

    /// Whether the work of a commit is in the remote's branch `target` or was proven to have landed.
    ///
    /// Ancestry alone does not tell: a rebase makes new commits, so landed originals are kept under
    /// ``landed`` as the proof.
    package func isContained(_ commit: GitHash, target: String) throws -> Bool {
        try repository.isReachable(commit, from: ["refs/remotes/origin/\(target)", Self.landed])
    }

    static let middleFiles = [
        "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "BISECT_LOG", "rebase-merge", "rebase-apply", "sequencer",
    ]

    /// Git in a registered worktree.
    func worktree(_ path: String) throws -> Git {
        guard Files.isFolder(path), try repository.worktree(at: Files.realPath(path)) != nil else {
            throw WorktreeFault.noWorktree(path)
        }
        return repository.at(path)
    }
}
