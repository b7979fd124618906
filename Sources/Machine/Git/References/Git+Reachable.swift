import Effects

extension Git {
    /// Whether a commit is in the history of a reference that is named or lies below one that is.
    package func isReachable(_ commit: GitHash, from prefixes: [String]) throws(GitFailure) -> Bool {
        let text = try call(
            ["for-each-ref", "--count=1", "--contains=\(commit)", "--format=%(refname)"] + prefixes
        )
        return !text.isEmpty
    }

    /// Commits that no reference, HEAD or index leads to, the last of each line of them; logs of references do not count.
    ///
    /// Reads the whole history, which takes its time in a large repository.
    package func danglingCommits() throws(GitFailure) -> [GitHash] {
        // The status says what else git finds odd, in commits that may be years old.
        let words = ["fsck", "--no-reflogs", "--dangling", "--connectivity-only", "--no-progress"]
        let mark = "dangling commit "
        return try outcome(words, limit: .seconds(3600)).output.split(separator: "\n").compactMap { line in
            line.hasPrefix(mark) ? GitHash(line.dropFirst(mark.count)) : nil
        }
    }

    /// How many commits of `tip` are in no history of a reference below `prefix`.
    package func count(of tip: GitHash, missingIn prefix: String) throws(GitFailure) -> Int {
        let text = try line(["rev-list", "--count", tip.description, "--not", "--glob=\(prefix)/*", "--"])
        guard let count = Int(text) else { throw .strange(command: "rev-list", text: text) }
        return count
    }
}
