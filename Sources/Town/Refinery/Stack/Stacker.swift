import Basics
import Effects
import Git
import Ledger
import Settings

/// One request with what is needed to lay its work onto another commit.
struct Work: Hashable {
    let request: MergeRequestRecord
    let title: String
    let head: GitHash
}

/// Lays work onto a commit, in the refinery's worktree.
struct Stacker {
    /// Git in the worktree, committing as the refinery.
    let git: Git
    let strategy: MergeQueueSettings.Strategy

    enum Outcome: Hashable {
        /// The commit that now stands for the work; the one below where there was nothing to add.
        case laid(GitHash)
        case conflict(files: [String])
    }

    /// Puts the work of `work` on top of `below`.
    ///
    /// Whatever way the commits come there, the tree is that of a merge: a rebase loses edits that
    /// were made in a merge commit, and says nothing.
    ///
    /// Work that began from commits which the target does not have any more, because its owner has set it back, is in
    /// conflict: with it those commits would come back.
    func lay(_ work: Work, on below: GitHash) throws -> Outcome {
        if let base = GitHash(work.request.base), try git.commit(base.description) != nil,
            try !git.isAncestor(base, of: below)
        {
            return .conflict(files: [])
        }
        let merged = try git.mergeTree(below, work.head)
        switch (strategy, merged) {
        case (.rebase, _): return try rebase(work, on: below, merged)
        case (_, .conflict(let files)): return .conflict(files: files)
        case (.squash, .tree(let tree)): return .laid(try squash(work, tree, on: below))
        case (.merge, .tree(let tree)):
            if try git.isAncestor(work.head, of: below) { return .laid(below) }
            let text = "Merge \(work.request.branch)\n\n\(work.title) (\(work.request.bead))\n"
            return .laid(try git.makeCommit(tree: tree, parents: [below, work.head], message: text))
        }
    }

    private func rebase(_ work: Work, on below: GitHash, _ merged: MergeOutcome) throws -> Outcome {
        let hasMerges = try git.commits("\(below)..\(work.head)").contains { $0.parents.count > 1 }
        // On top of it already, in a straight line: the commits are good as they are.
        if !hasMerges, try git.isAncestor(below, of: work.head) { return .laid(work.head) }
        let outcome = try replay(work.head, on: below)
        switch (outcome, merged) {
        case (.done(let commit), .tree(let tree)):
            if try git.tree(commit.description) == tree { return .laid(commit) }
            return .laid(try squash(work, tree, on: below))
        // Each commit applies although the sum of them does not: the parts that are there already
        // were skipped. With merges among them nobody knows what was lost.
        case (.done(let commit), .conflict(let files)): return hasMerges ? .conflict(files: files) : .laid(commit)
        case (.conflict, .tree(let tree)): return .laid(try squash(work, tree, on: below))
        case (.conflict(let files), .conflict(let all)): return .conflict(files: files.isEmpty ? all : files)
        }
    }

    /// A rebase that fails for another reason than a conflict counts as one without files.
    ///
    /// Work can often be merged that cannot be replayed, such as when a filter of an old commit is
    /// missing, and one request must not keep all others waiting. What died or did not end throws.
    private func replay(_ head: GitHash, on below: GitHash) throws(GitFailure) -> RebaseOutcome {
        do {
            return try git.rebase(head, since: below, onto: below)
        } catch {
            guard case .failed(_, _, let status, _) = error, status < 124 else { throw error }
            return .conflict(files: [])
        }
    }

    /// One commit with the whole work, in the name of who wrote its last commit.
    private func squash(_ work: Work, _ tree: GitHash, on below: GitHash) throws -> GitHash {
        if try git.tree(below.description) == tree { return below }
        let subjects = try git.commits("\(below)..\(work.head)", limit: 50).reversed().map { "* \($0.subject)\n" }
        let text = "\(work.title) (\(work.request.bead))\n\n\(subjects.joined())"
        let author = try git.call(["show", "--no-patch", "--format=%an%x00%ae%x00%aI", work.head.description])
            .split(byte: "\n").first?.split(byte: "\0", omittingEmpty: false)
        var variables: [String: String] = [:]
        if let author, author.count == 3 {
            variables = ["GIT_AUTHOR_NAME": author[0], "GIT_AUTHOR_EMAIL": author[1], "GIT_AUTHOR_DATE": author[2]]
        }
        let answer = try git.call(
            ["commit-tree", tree.description, "-p", below.description, "-F", "-"],
            input: text,
            adding: variables.filter { !$0.value.isEmpty }
        )
        guard let commit = answer.split(separator: "\n").first.flatMap({ GitHash($0) }) else {
            throw GitFailure.strange(command: "commit-tree", text: answer)
        }
        return commit
    }

    /// Whether everything that the work changed is in `commit`, the one that stands for it.
    ///
    /// Merging the work once more must change nothing; where that is in conflict, each single change
    /// must be found.
    func contains(_ work: GitHash, in commit: GitHash) throws -> Bool {
        if try git.isAncestor(work, of: commit) { return true }
        if try git.mergeTree(commit, work) == .tree(git.tree(commit.description) ?? .zero) { return true }
        return try git.missing(from: commit, in: work).isEmpty
    }
}
