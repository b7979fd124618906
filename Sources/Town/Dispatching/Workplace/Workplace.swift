import Effects
package import Git
import Host
package import Layout
package import Ledger
import Vocabulary
package import Worktrees

/// The worktree of a seat for one occupation.
///
/// Preparing it twice ends the same, whatever a killed attempt left. A worktree that is on the occupation's branch and whole
/// is left as it is, because an agent that nothing primed may have worked in it.
package struct Workplace {
    let rig: RigLayout
    let repository: Git
    let worktrees: Worktrees

    /// `repository` is the rig's `.repo.git`.
    package init(rig: RigLayout, repository: Git, worktrees: Worktrees) {
        self.rig = rig
        self.repository = repository
        self.worktrees = worktrees
    }

    /// Fetches from the rig's remote, at most ten seconds long.
    ///
    /// The answer is why it could not, for the user's eyes: work goes on from what is known.
    package func fetch() -> String? {
        do {
            try repository.fetch(limit: .seconds(10), locks: .dropped)
            return nil
        } catch {
            return Problem(describing: error).summary
        }
    }

    /// The commit that work on `bead` begins from.
    ///
    /// It is the remote's branch; a worker that is a model goes on from the branch that the gates
    /// sent back, unless that one conflicts.
    package func start(for bead: Bead, labels: [String], earlier: String?, isModel: Bool, branch: String) throws
        -> GitHash
    {
        if isModel, labels.contains("rework"), !labels.contains("conflict"), let earlier,
            let commit = try repository.commit("refs/remotes/origin/\(earlier)")
        {
            return commit
        }
        guard let commit = try repository.commit("refs/remotes/origin/\(branch)") else {
            throw Problem(
                .environment,
                "the repository of \(rig.name) does not know origin/\(branch)",
                hints: ["`gt doctor` looks at the rig."]
            )
        }
        return commit
    }

    /// Makes or cleans the seat's worktree and puts it on the occupation's branch at `start`.
    ///
    /// What an earlier occupation left is preserved first. Runs under the rig's lock, which git's
    /// children keep when this process is killed, so that no orphan works beside its successor.
    package func prepare(_ seat: AgentRecord, at start: GitHash) throws {
        guard let path = seat.worktree, let branch = seat.branch else {
            throw Problem(.internalFault, "\(seat.id) has no worktree to prepare")
        }
        let lock = try FileLock.hold(rig.worktreesLock, limit: .seconds(60))
        defer { withExtendedLifetime(lock) {} }
        try Files.makeFolders(Files.parent(of: path))
        try worktrees.repair(path)
        let entry = try repository.worktree(at: path)
        guard let known = entry, Files.exists(path + "/.git") else {
            try makeAnew(path, start, branch: branch, isKnown: entry != nil)
            return
        }
        let worktree = repository.at(path)
        let wasCut = removeStaleLock(of: worktree)
        if known.branch == branch {
            // Git writes the index when all files are there: without one the attempt was killed before.
            if try !Files.exists(worktree.ownFolder() + "/index") {
                return try worktree.checkOut(start, branch: branch)
            }
            // A git that was killed may have left half of the files, unless there is work that somebody committed.
            guard wasCut, let head = known.head, try repository.isAncestor(head, of: start) else { return }
        }
        let name = seat.name?.description ?? seat.id.description
        let note = SnapshotNote(name: name, reason: "the seat is taken again")
        try worktrees.reuse(worktrees.preserve(path, note), at: start, branch: branch)
    }

    private func makeAnew(_ path: String, _ start: GitHash, branch: String, isKnown: Bool) throws {
        let isThere = Files.exists(path)
        if isThere {
            // A folder that git does not know: only an empty or half-made one may go.
            guard try isKnown || Files.list(path).isEmpty else {
                throw Problem(
                    .conflict,
                    "\(path) is there and is no worktree of this rig",
                    hints: ["Move it away, then sling again."]
                )
            }
            try Files.removeTree(path)
        }
        if isKnown || isThere { try repository.pruneWorktrees() }
        try repository.addWorktree(at: path, start, branch: branch)
    }

    /// Removes git's own lock, a dead one's because nobody of ours works here while we hold ours; whether there was one.
    private func removeStaleLock(of worktree: Git) -> Bool {
        guard let lock = try? worktree.ownFolder() + "/index.lock", Files.exists(lock) else { return false }
        try? Files.remove(lock)
        return true
    }
}
