import Effects

extension Git {
    /// Whether a commit is in the history of a reference that is named or lies below one that is.
    package func isReachable(_ commit: GitHash, from prefixes: [String]) throws(GitFailure) -> Bool {
        let text = try call(
            ["for-each-ref", "--count=1", "--contains=\(commit)", "--format=%(refname)"] + prefixes
        )
        return !text.isEmpty
    }

    /// How many commits of `tip` are in no history of a reference below `prefix`.
    package func count(of tip: GitHash, missingIn prefix: String) throws(GitFailure) -> Int {
        let text = try line(["rev-list", "--count", tip.description, "--not", "--glob=\(prefix)/*", "--"])
        guard let count = Int(text) else { throw .strange(command: "rev-list", text: text) }
        return count
    }
}
