package import Git

/// Why and for whom a snapshot is taken.
package struct SnapshotNote: Hashable, Sendable {
    /// What it is named after: the seat.
    package var name: String
    /// One line: `nuke`, `dirty idle worktree`, `restart of the shell agent`.
    package var reason: String
    package var bead: String?
    package var incarnation: String?

    package init(name: String, reason: String, bead: String? = nil, incarnation: String? = nil) {
        self.name = name
        self.reason = reason
        self.bead = bead
        self.incarnation = incarnation
    }
}

/// What a worktree held at one moment, kept in the repository.
package struct Snapshot: Hashable, Sendable {
    /// The reference that keeps it alive.
    package let reference: String
    package let commit: GitHash
    package let note: SnapshotNote
    /// RFC 3339, seconds.
    package let time: String
    package let worktree: String
    package let head: GitHash
    package let branch: String?
    /// Files that differ from HEAD or are not tracked.
    package let files: Int
    package let stashes: Int
    /// What was not kept: ignored files and folders above a limit, sockets, pipes.
    package let leftOut: [String]

    /// `<name>-<time>`, the last part of the reference.
    package var id: String { String(reference.split(separator: "/").last ?? "") }

    /// Whether it was taken while somebody worked, and not because the worktree was to go.
    package var isWatched: Bool { reference.hasPrefix(Worktrees.watched) }
}

/// Evidence that a worktree's content is preserved; only this room makes one.
package struct Receipt: Sendable {
    package let worktree: String
    /// `nil` when there was nothing that the remote does not have.
    package let snapshot: Snapshot?
    let fingerprint: String

    init(worktree: String, snapshot: Snapshot?, fingerprint: String) {
        self.worktree = worktree
        self.snapshot = snapshot
        self.fingerprint = fingerprint
    }
}
