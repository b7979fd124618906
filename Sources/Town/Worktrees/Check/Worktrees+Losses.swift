import Host

extension WorktreeState {
    /// What of it would be lost, in words; empty when there is nothing.
    package var losses: [String] { isClean ? [] : inWords }
}

extension Worktrees {
    /// What would be lost with the worktree in `path`, in words: what ``state(of:target:)`` sees, and what git was told
    /// not to look at, ignored files and hidden changes; empty when there is nothing.
    ///
    /// - Throws: `WorktreeFault` or `GitFailure`; both mean that what lies there is not preserved.
    package func losses(with path: String, target: String) throws -> [String] {
        let state = try state(of: path, target: target)
        let seen = Set(state.changed + state.untracked)
        let observation = try observe(path)
        let lost =
            observation.items.filter { $0.facts?.kind != .folder && !seen.contains($0.path) }.map(\.path)
            + observation.leftOut
        guard !lost.isEmpty else { return state.losses }
        let named = lost.prefix(3).joined(separator: ", ") + (lost.count > 3 ? ", ..." : "")
        let files = lost.count == 1 ? "file" : "files"
        return state.inWords + ["\(lost.count) \(files) that git does not show (\(named))"]
    }
}
