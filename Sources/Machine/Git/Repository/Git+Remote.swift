package import Effects

/// What a remote says about itself.
package struct RemoteHead: Hashable, Sendable {
    /// The branch its HEAD names, without `refs/heads/`; `nil` when HEAD is detached or unborn.
    package let branch: String?
    /// The commit of HEAD; `nil` for an empty repository.
    package let commit: GitHash?

    package init(branch: String?, commit: GitHash?) {
        self.branch = branch
        self.commit = commit
    }
}

extension Git {
    /// Makes a bare repository at `path` that holds the branches of `remote` as
    /// `refs/remotes/origin/*` and none of its own.
    ///
    /// Objects of a repository on the same disk are linked, not copied. A clone that fails leaves
    /// nothing at `path`. The parent folder must be there.
    package static func cloneBare(
        _ remote: String,
        to path: String,
        with git: Git,
        limit: Duration = .seconds(3600)
    ) throws(GitFailure) {
        let outcome = try git.outcome(
            ["clone", "--bare", "--template=", "--quiet", "--", remote, path],
            limit: limit,
            locks: .guarded
        )
        guard outcome.status == 0 else { throw .unreachable(remote: remote, text: outcome.errors) }
        let bare = git.at(path)
        // A bare clone takes the remote's branches as its own and sets no refspec.
        try bare.call(["config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*"])
        try bare.call(["config", "core.logAllRefUpdates", "true"])
        var commands = ""
        for reference in try bare.references(below: "refs/heads/") {
            let name = reference.name.dropFirst("refs/heads/".count)
            commands += "update refs/remotes/origin/\(name) \(reference.hash)\ndelete \(reference.name)\n"
        }
        if !commands.isEmpty { try bare.call(["update-ref", "--stdin"], input: commands) }
    }

    /// Asks a remote, by name or by address, for its HEAD.
    package func remoteHead(_ remote: String, limit: Duration = .seconds(30)) throws(GitFailure) -> RemoteHead {
        let outcome = try outcome(["ls-remote", "--symref", "--", remote, "HEAD"], limit: limit, locks: .guarded)
        guard outcome.status == 0 else { throw .unreachable(remote: remote, text: outcome.errors) }
        var branch: String?
        var commit: GitHash?
        for line in outcome.output.split(separator: "\n") {
            let fields = line.split(separator: "\t")
            guard fields.count == 2, fields[1] == "HEAD" else { continue }
            if fields[0].hasPrefix("ref: refs/heads/") {
                branch = String(fields[0].dropFirst("ref: refs/heads/".count))
            } else {
                commit = GitHash(fields[0])
            }
        }
        return RemoteHead(branch: branch, commit: commit)
    }

    /// Asks a remote for the commit of one branch; `nil` when it has no such branch.
    package func remoteBranch(_ branch: String, of remote: String, limit: Duration = .seconds(30)) throws(GitFailure)
        -> GitHash?
    {
        let name = "refs/heads/\(branch)"
        let outcome = try outcome(["ls-remote", "--", remote, name], limit: limit, locks: .guarded)
        guard outcome.status == 0 else { throw .unreachable(remote: remote, text: outcome.errors) }
        for line in outcome.output.split(separator: "\n") {
            let fields = line.split(separator: "\t")
            if fields.count == 2, fields[1] == name { return GitHash(fields[0]) }
        }
        return nil
    }

    /// Brings what the remote has; with no refspecs those of the configuration.
    ///
    /// Branches that are gone there go here too, tags are not taken. What a helper for credentials or a connection
    /// leaves running never keeps the caller's locks, here and wherever else a remote is spoken to.
    package func fetch(
        _ remote: String = "origin",
        _ refspecs: [String] = [],
        limit: Duration = .seconds(600),
        locks: ProcessCall.Locks = .guarded
    ) throws(GitFailure) {
        let outcome = try outcome(
            ["fetch", "--quiet", "--prune", "--no-tags", "--no-write-fetch-head", "--", remote] + refspecs,
            limit: limit,
            locks: locks
        )
        guard outcome.status == 0 else { throw .unreachable(remote: remote, text: outcome.errors) }
    }

    /// The folder that holds HEAD and index of this worktree, an absolute path.
    package func ownFolder() throws(GitFailure) -> String {
        try line(["rev-parse", "--path-format=absolute", "--absolute-git-dir"])
    }

    /// By which hash the repository names its objects: `sha1` or `sha256`.
    package func objectFormat() throws(GitFailure) -> String { try line(["rev-parse", "--show-object-format"]) }

    /// Whether the folder is a bare repository; throws when it is none at all.
    package func isBare() throws(GitFailure) -> Bool { try line(["rev-parse", "--is-bare-repository"]) == "true" }
}
