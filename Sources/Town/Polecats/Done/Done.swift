package import Effects
package import Git
import Host
import Layout
package import Ledger
import Vocabulary

/// `gt done`: hands a worker's commits in and frees its seat.
///
/// Steps: 1 check · 2 push · 3 one transaction {request, bead, seat} · 4 leave the branch. Each may
/// be the last before a kill; the same call again goes on where it was. The end of the session
/// (step 5) is the caller's, because it may end the caller.
package struct Done {
    let seats: Seats
    let ledger: Ledger
    let git: Git
    let target: String
    let effects: Effects

    /// `git` is any folder of the rig's repository, `target` the branch the work is to land on, and
    /// `ledger` the rig's, open for writing.
    package init(seats: Seats, ledger: Ledger, git: Git, target: String, effects: Effects) {
        self.seats = seats
        self.ledger = ledger
        self.git = git
        self.target = target
        self.effects = effects
    }

    /// The request of the session's work, new or already filed.
    ///
    /// - Throws: `DoneFault`, `SeatFault`, `GitFailure` or what the ledger throws.
    package func run(_ session: SessionIdentity) throws -> MergeRequestRecord {
        if let filed = try filedRequest(of: session) {
            try leave(filed.branch, of: session)
            return filed
        }
        let work = try effects.steps.run("done", 1) { try check(session) }
        try effects.steps.run("done", 2) { try push(work) }
        let id = try effects.steps.run("done", 3) { try file(work, session) }
        Bell.ring(seats.rig.refineryBell)
        try leave(work.seat.branch, of: session)
        guard let request = try ledger.read.request(id) else { throw MergeRequestFault.missing(id) }
        return request
    }

    /// The checked work of a session.
    private struct Work {
        let seat: AgentRecord
        let bead: Bead
        let branch: String
        let base: GitHash
        let head: GitHash
    }

    /// The request that an earlier attempt filed, if nobody sits in the seat since.
    private func filedRequest(of session: SessionIdentity) throws -> MergeRequestRecord? {
        guard case .polecat(_, let name) = session.address else { return nil }
        let seat = try seats.seat(name, in: ledger.read)
        guard seat.hook == nil, seat.incarnation == session.incarnation else { return nil }
        return try ledger.read.request(MergeRequestRecord.id(seats.prefix, session.incarnation))
    }

    private func check(_ session: SessionIdentity) throws -> Work {
        let seat = try seats.occupied(by: session, in: ledger.read)
        guard let hook = seat.hook, let bead = try ledger.read.bead(hook), let branch = seat.branch,
            let path = seat.worktree
        else { throw SeatFault.emptyHook(seat.id) }
        guard bead.status != .closed else { throw DoneFault.closed(hook) }
        guard try git.worktree(at: path) != nil else { throw DoneFault.noWorktree(path) }
        let worktree = git.at(path)
        let status = try worktree.status()
        guard status.branch == branch else { throw DoneFault.elsewhere(branch: status.branch, expected: branch) }
        guard status.isClean else { throw DoneFault.uncommitted(status.entries.map(\.path)) }
        guard let upstream = try git.commit("refs/remotes/origin/\(target)") else {
            throw DoneFault.unknownTarget(target)
        }
        guard let head = status.head, let base = try worktree.mergeBase(upstream, head), base != head else {
            throw DoneFault.noCommits(target: target)
        }
        return Work(seat: seat, bead: bead, branch: branch, base: base, head: head)
    }

    /// A race is lost on a branch of one's own only against the push of an attempt that was killed; that ends by itself.
    private func push(_ work: Work, patience: Int = 20) throws {
        switch try git.push(work.head, to: work.branch) {
        case .pushed, .upToDate: return
        case .lostRace(let text) where text.contains("non-fast-forward") || text.contains("fetch first"):
            try replace(work, text)
        case .lostRace where patience > 0:
            effects.pause(.milliseconds(100))
            try push(work, patience: patience - 1)
        case .refused(let text), .refusedByHook(let text), .lostRace(let text), .unreachable(let text):
            throw DoneFault.notPushed(branch: work.branch, reason: text)
        }
    }

    /// The branch is this occupation's alone: what is there is a commit of a killed attempt that was amended since.
    private func replace(_ work: Work, _ text: String) throws {
        guard let old = try git.remoteBranch(work.branch, of: "origin"), try git.commit(old.description) != nil else {
            throw DoneFault.notPushed(branch: work.branch, reason: text)
        }
        switch try git.replace(work.branch, at: old, by: work.head) {
        case .pushed, .upToDate: return
        case .refused(let text), .refusedByHook(let text), .lostRace(let text), .unreachable(let text):
            throw DoneFault.notPushed(branch: work.branch, reason: text)
        }
    }

    private func file(_ work: Work, _ session: SessionIdentity) throws -> BeadID {
        let actor = Actor(session.address)
        let message = "gt: done \(work.bead.id)"
        return try ledger.transaction(as: actor, effects.makeOperation(), message: message) { transaction in
            let seat = try seats.occupied(by: session, in: transaction.read)
            guard try transaction.read.bead(work.bead.id)?.status != .closed else {
                throw DoneFault.closed(work.bead.id)
            }
            let request = try transaction.file(
                MergeRequestRecord(
                    for: work.bead.id,
                    prefix: seats.prefix,
                    worker: session.address.description,
                    incarnation: session.incarnation,
                    branch: work.branch,
                    target: target,
                    base: work.base.description,
                    head: work.head.description,
                    priority: work.bead.priority,
                    attempt: work.bead.attempt
                )
            )
            try seats.handOver(seat, in: transaction)
            return request.id
        }
    }

    /// An idle seat holds no branch, because a branch that is checked out cannot be removed.
    ///
    /// Under the lock that the git of a killed attempt keeps: two of them would find the index locked. A branch that another
    /// occupation has put there meanwhile stays.
    private func leave(_ branch: String?, of session: SessionIdentity) throws {
        guard let branch, case .polecat(let rig, let name) = session.address else { return }
        try effects.steps.run("done", 4) {
            let layout = seats.rig.town.rig(rig)
            let path = layout.seat(name).worktree
            let lock = try FileLock.hold(layout.worktreesLock, limit: .seconds(60))
            defer { withExtendedLifetime(lock) {} }
            guard try git.worktree(at: path)?.branch == branch else { return }
            try git.at(path).detach()
        }
    }
}
