import Basics
import Effects
import Host

/// A commit as a list shows it.
package struct GitCommit: Hashable, Sendable {
    package let hash: GitHash
    package let parents: [GitHash]
    package let subject: String
    /// The whole message.
    package let message: String
}

/// What came of laying commits onto another one.
package enum RebaseOutcome: Hashable, Sendable {
    /// HEAD is detached at the new tip.
    case done(GitHash)
    /// These files are in conflict; the rebase was given up and the worktree is as before.
    case conflict(files: [String])
}

/// What merging two commits gives, without a worktree.
package enum MergeOutcome: Hashable, Sendable {
    case tree(GitHash)
    case conflict(files: [String])
}

extension Git {
    /// The commits of a range such as `a..b`, newest first.
    package func commits(_ range: String, limit: Int? = nil) throws(GitFailure) -> [GitCommit] {
        let text = try call(
            ["log", "-z", "--format=%H%x1f%P%x1f%s%x1f%B"] + (limit.map { ["-n", "\($0)"] } ?? [])
                + ["--end-of-options", range, "--"]
        )
        return text.split(byte: "\0").compactMap { record in
            let fields = record.split(byte: "\u{1f}", maxSplits: 3, omittingEmpty: false)
            guard fields.count == 4, let hash = GitHash(fields[0]) else { return nil }
            return GitCommit(
                hash: hash,
                parents: fields[1].split(separator: " ").compactMap { GitHash($0) },
                subject: fields[2],
                message: fields[3]
            )
        }
    }

    /// How many commits a range such as `a..b` holds.
    package func count(_ range: String) throws(GitFailure) -> Int {
        let text = try line(["rev-list", "--count", "--end-of-options", range, "--"])
        guard let count = Int(text) else { throw .strange(command: "rev-list", text: text) }
        return count
    }

    /// Lays the commits of `upstream..tip` onto `base` in this worktree.
    ///
    /// Commits that are in `base` already vanish; merges are flattened, so that edits made in a
    /// merge commit are lost: compare the tree with ``mergeTree(_:_:)``. A gate or git that fails
    /// for a reason other than a conflict throws.
    package func rebase(
        _ tip: GitHash,
        since upstream: GitHash,
        onto base: GitHash,
        limit: Duration = .seconds(600)
    ) throws(GitFailure) -> RebaseOutcome {
        do throws(GitFailure) {
            return try rebaseOnce(tip, since: upstream, onto: base, limit: limit)
        } catch {
            // A folder that git ignores may be without the permission to write, and a commit have a file in it.
            guard Files.openFolders(directory) else { throw error }
            return try rebaseOnce(tip, since: upstream, onto: base, limit: limit)
        }
    }

    private func rebaseOnce(
        _ tip: GitHash,
        since upstream: GitHash,
        onto base: GitHash,
        limit: Duration
    ) throws(GitFailure) -> RebaseOutcome {
        let arguments =
            ["rebase", "--quiet", "--no-fork-point", "--empty=drop", "--onto"]
            + [base.description, upstream.description, tip.description]
        let before = try commit("HEAD")
        let outcome = try outcome(arguments, limit: limit)
        if outcome.status == 0 {
            guard let head = try commit("HEAD") else { throw failure(arguments, outcome) }
            return .done(head)
        }
        let files = try unmergedFiles()
        try giveUpRebase()
        // A rebase of a named tip ends at that tip when it is given up.
        if let before { try call(["checkout", "--quiet", "--force", "--detach", before.description]) }
        guard !files.isEmpty else { throw failure(arguments, outcome) }
        return .conflict(files: files)
    }

    /// Ends a rebase that stopped; when none is under way nothing happens.
    package func giveUpRebase() throws(GitFailure) { _ = try outcome(["rebase", "--abort"]) }

    /// Files that a merge or a rebase left in conflict.
    package func unmergedFiles() throws(GitFailure) -> [String] {
        let text = try call(["ls-files", "-u", "-z"])
        var files: [String] = []
        for record in text.split(byte: "\0") {
            let fields = record.split(byte: "\t", maxSplits: 1)
            guard fields.count == 2 else { continue }
            let name = fields[1]
            if files.last != name { files.append(name) }
        }
        return files
    }

    /// Merges two commits without touching a worktree.
    package func mergeTree(_ ours: GitHash, _ theirs: GitHash) throws(GitFailure) -> MergeOutcome {
        let arguments =
            ["merge-tree", "--write-tree", "--name-only", "--no-messages", "-z"]
            + [ours.description, theirs.description]
        let outcome = try outcome(arguments)
        let parts = outcome.output.split(byte: "\0")
        guard let tree = parts.first.flatMap({ GitHash($0) }) else { throw failure(arguments, outcome) }
        switch outcome.status {
        case 0: return .tree(tree)
        case 1: return .conflict(files: Array(parts.dropFirst()))
        default: throw failure(arguments, outcome)
        }
    }

    /// Commits of `upstream..head` whose change is not in `upstream` in another commit.
    package func missing(from upstream: GitHash, in head: GitHash) throws(GitFailure) -> [GitHash] {
        try call(["cherry", upstream.description, head.description]).split(separator: "\n")
            .filter { $0.hasPrefix("+ ") }.compactMap { GitHash($0.dropFirst(2)) }
    }

    /// Makes a commit out of a tree; no worktree and no reference is touched.
    package func makeCommit(tree: GitHash, parents: [GitHash], message: String) throws(GitFailure) -> GitHash {
        try hash(
            ["commit-tree", tree.description] + parents.flatMap { ["-p", $0.description] } + ["-F", "-"],
            input: message
        )
    }

    /// Commits everything in the worktree that is not ignored; `nil` when there is nothing to
    /// commit and `allowEmpty` is off.
    package func commitAll(_ message: String, allowEmpty: Bool = false) throws(GitFailure) -> GitHash? {
        try call(["add", "--all", "--", ":/"])
        if !allowEmpty, try outcome(["diff", "--cached", "--quiet"]).status == 0 { return nil }
        try call(
            ["commit", "--quiet", "--no-verify", "--cleanup=verbatim", "-F", "-"]
                + (allowEmpty ? ["--allow-empty"] : []),
            input: message
        )
        return try commit("HEAD")
    }

    /// Writes the references with all they reach into one file, from which can be cloned.
    package func bundle(to path: String, _ references: [String]) throws(GitFailure) {
        try call(
            ["bundle", "create", "--quiet", path, "--stdin"],
            input: references.joined(separator: "\n") + "\n",
            limit: .seconds(3600)
        )
    }
}
