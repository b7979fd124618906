import Effects

extension Git {
    /// Brings one commit to one branch of a remote, never by force.
    ///
    /// With `expected` the remote's branch must be there (`GitHash.zero`: must not be there) *and*
    /// the commit must descend from it, because a lease alone would allow a forced push.
    package func push(
        _ commit: GitHash,
        to branch: String,
        of remote: String = "origin",
        expecting expected: GitHash? = nil,
        limit: Duration = .seconds(600)
    ) throws(GitFailure) -> PushOutcome {
        let target = "refs/heads/\(branch)"
        var arguments = ["push", "--porcelain", "--no-follow-tags"]
        if let expected {
            if expected != .zero, try !isAncestor(expected, of: commit) {
                return .lostRace(text: "\(commit.short) does not descend from \(expected.short)")
            }
            arguments.append("--force-with-lease=\(target):\(expected == .zero ? "" : expected.description)")
        }
        return try pushed(arguments + ["--", remote, "\(commit):\(target)"], limit)
    }

    /// Puts a commit in the place of another one on a branch of a remote, if the branch is still there.
    ///
    /// For branches that belong to one writer; never for those that work lands on.
    package func replace(
        _ branch: String,
        of remote: String = "origin",
        at old: GitHash,
        by commit: GitHash,
        limit: Duration = .seconds(600)
    ) throws(GitFailure) -> PushOutcome {
        let target = "refs/heads/\(branch)"
        let lease = "--force-with-lease=\(target):\(old)"
        let arguments = ["push", "--porcelain", "--no-follow-tags", lease, "--", remote, "\(commit):\(target)"]
        return try pushed(arguments, limit)
    }

    /// Removes a branch of a remote if it still is where `expected` says.
    package func deleteRemote(
        _ branch: String,
        of remote: String = "origin",
        expecting expected: GitHash,
        limit: Duration = .seconds(600)
    ) throws(GitFailure) -> PushOutcome {
        let target = "refs/heads/\(branch)"
        return try pushed(
            ["push", "--porcelain", "--no-follow-tags", "--force-with-lease=\(target):\(expected)"]
                + ["--", remote, ":\(target)"],
            limit
        )
    }

    private func pushed(_ arguments: [String], _ limit: Duration) throws(GitFailure) -> PushOutcome {
        let outcome = try outcome(arguments, limit: limit, locks: .guarded)
        for line in outcome.output.split(separator: "\n") {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count >= 3, let flag = fields[0].first else { continue }
            switch flag {
            case "!": return rejection(String(fields[2]), outcome)
            case "=": return .upToDate
            default: return outcome.status == 0 ? .pushed : .refused(text: outcome.errors)
            }
        }
        guard outcome.status != 0 else { throw .strange(command: "push", text: outcome.output + outcome.errors) }
        return .unreachable(text: outcome.errors)
    }

    private func rejection(_ summary: String, _ outcome: ProcessOutcome) -> PushOutcome {
        let spoken = outcome.errors.split(separator: "\n").filter { $0.hasPrefix("remote: ") }
            .map(Self.spoken).joined(separator: "\n")
        let text = spoken.isEmpty ? summary : spoken
        if summary.contains("hook declined") { return .refusedByHook(text: text) }
        let races = [
            "non-fast-forward", "fetch first", "stale info", "cannot lock ref", "failed to update ref",
            "incorrect old value", "already exists", "remote ref updated since checkout", "needs force",
            "failed to lock", "unable to delete",
        ]
        return races.contains(where: summary.contains) ? .lostRace(text: text) : .refused(text: text)
    }

    // Git fills the lines of the other side up with spaces.
    private static func spoken(_ line: Substring) -> String {
        var text = line.dropFirst("remote: ".count)
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
