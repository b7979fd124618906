import Effects
import Git
import Host
import Layout
package import Ledger
import Polecats
import Sessions
import Settings
import Stores
import Vocabulary
package import Worktrees

extension Worksite {
    /// The worktrees of this rig: the one place that may remove one.
    package var worktrees: Worktrees { Worktrees(repository, effects: effects) }

    /// What a nuked seat held.
    package struct Nuked {
        package let seat: AgentRecord
        /// The bead that is open again.
        package let bead: String?
        /// What has to be given back to get the worktree's content again.
        package let snapshot: Snapshot?
        /// Whether the branch went too, because its work is contained.
        package let isBranchGone: Bool
    }

    /// Ends a seat's occupation and removes its worktree, with a receipt that all of it is kept.
    ///
    /// A bead on its hook is opened again first, so that its session is refused; then the session
    /// ends; then the worktree goes. Where it cannot be preserved it stays.
    ///
    /// - Throws: ``SeatFault/changedMeanwhile(_:)`` where another occupation began while this command looked or waited.
    package func nuke(_ seat: AgentRecord) throws -> Nuked {
        try holding(seat) {
            guard try isUnchanged(seat) else { throw SeatFault.changedMeanwhile(seat.id) }
            return try nukeHeld(seat)
        }
    }

    private func nukeHeld(_ seat: AgentRecord) throws -> Nuked {
        let early = try keptEarly(seat)
        let ledger = try ledger()
        if let bead = seat.hook {
            let operation = effects.makeOperation()
            _ = try ledger.transaction(as: stores.actor, operation, message: "gt: nuke \(seat.id)") {
                transaction -> Bool in
                guard try transaction.read.agent(holding: bead)?.id == seat.id else { return false }
                _ = try seats.giveBack(bead, state: .nuked, in: transaction)
                return true
            }
        }
        try endSession(of: seat)
        let snapshot = try removeWorktree(of: seat, early)
        let branch = try seat.branch.map {
            try worktrees.removeBranch($0, landedIn: identity.defaultBranch)
        }
        let operation = effects.makeOperation()
        _ = try ledger.transaction(as: stores.actor, operation, message: "gt: nuked \(seat.id)") {
            transaction -> Bool in
            guard var present = try transaction.read.agent(seat.id), present.hook == nil else { return false }
            present.state = .nuked
            present.worktree = nil
            present.since = transaction.time
            try transaction.put(present)
            return true
        }
        return Nuked(seat: seat, bead: seat.hook?.description, snapshot: snapshot, isBranchGone: branch ?? false)
    }

    /// Throws what would stop the nuke half way: no terminal server to end the session with, files that no snapshot can hold.
    private func keptEarly(_ seat: AgentRecord) throws -> Receipt? {
        _ = try sessions.list()
        do { return try preserve(seat) } catch WorktreeFault.keepsChanging {
            // Its own agent does that, whose session ends first.
            return nil
        }
    }

    /// Keeps what the seat's worktree holds; `nil` where there is none.
    private func preserve(_ seat: AgentRecord) throws -> Receipt? {
        guard let name = seat.name else { return nil }
        let path = rig.seat(name).worktree
        try worktrees.repair(path)
        guard try repository.worktree(at: path) != nil, Files.exists(path) else { return nil }
        let note = SnapshotNote(
            name: name.description,
            reason: "nuke",
            bead: seat.hook?.description,
            incarnation: seat.incarnation?.description
        )
        return try worktrees.preserve(path, note)
    }

    /// Removes the worktree with the receipt from before the end of its session, if nothing has changed since.
    private func removeWorktree(of seat: AgentRecord, _ early: Receipt?) throws -> Snapshot? {
        let lock = try FileLock.hold(rig.worktreesLock, limit: .seconds(60))
        defer { withExtendedLifetime(lock) {} }
        if let early {
            do { return try remove(early) } catch WorktreeFault.changedSince {}
        }
        return try preserve(seat).flatMap(remove)
    }

    private func remove(_ receipt: Receipt) throws -> Snapshot? {
        try worktrees.remove(receipt)
        try? Files.removeEmptyFolder(Files.parent(of: receipt.worktree))
        return receipt.snapshot
    }
}
