import Effects
import Git
import Host
import Layout
import Ledger
import Sessions
import Settings
import Stores
import Supervised
package import Vocabulary
import Worktrees

// What would be lost with a rig.
extension RigRemover {
    /// Why the rig may not go without a copy; empty when nothing would be lost.
    ///
    /// With `askingRemote` the remote's branches are fetched first; one that does not answer is a reason.
    package func work(in name: RigName, askingRemote: Bool) throws -> [String] {
        let rig = town.rig(name)
        return try work(in: rig, RigIdentity.required(rig), askingRemote: askingRemote)
    }

    func check(_ rig: RigLayout, _ identity: RigIdentity, askingRemote: Bool) throws {
        try checkNobodyWorks(rig, identity)
        let reasons = try work(in: rig, identity, askingRemote: askingRemote)
        guard reasons.isEmpty else { throw RigFault.holdsWork(rig.name, reasons) }
    }

    func checkNobodyWorks(_ rig: RigLayout, _ identity: RigIdentity) throws {
        var reasons: [String] = []
        for seat in try stores.rig(rig.name).read.agents(role: "polecat") {
            guard let name = seat.name else { continue }
            if let bead = seat.hook {
                reasons.append("\(name) has \(bead) on its hook")
            } else if try !sessions.isVacant(.polecat(rig.name, name), prefix: identity.prefix, supervision) {
                reasons.append("\(name) has a session")
            }
        }
        guard reasons.isEmpty else { throw RigFault.isWorking(rig.name, reasons) }
    }

    private func work(in rig: RigLayout, _ identity: RigIdentity, askingRemote: Bool) throws -> [String] {
        func counted(_ count: Int, _ one: String, _ many: String) -> [String] {
            count == 0 ? [] : ["\(count) \(count == 1 ? one : many)"]
        }
        let read = try stores.rig(rig.name).read
        var reasons = counted(
            try read.count(BeadFilter(), at: effects.now()),
            "bead that is not closed",
            "beads that are not closed"
        )
        let requests = try read.requests(in: [.open, .claimed, .parked])
        reasons += counted(requests.count, "merge request that has not landed", "merge requests that have not landed")
        let repository = Git(in: rig.repository, effects)
        let worktrees = Worktrees(repository, effects: effects)
        if askingRemote, try !answers(worktrees) {
            reasons.append("\(identity.remote) does not answer, so that nobody knows what it has")
        }
        for reference in try worktrees.unpreserved() {
            let isTag = reference.name.hasPrefix("refs/tags/")
            reasons.append("\(reference.name) \(isTag ? "is" : "has commits that are") not on the remote")
        }
        // Those of branches that are gone belong to no worktree any more.
        reasons += counted(try repository.stashEntries().count, "stash", "stashes")
        // Of a worktree that is gone the commits have been asked for above.
        for worktree in try repository.worktrees() where !worktree.isBare && Files.exists(worktree.path) {
            // Gates leave ignored files in the refinery's, where nobody works.
            let losses =
                worktree.path == rig.refineryWorktree
                ? try worktrees.state(of: worktree.path, target: identity.defaultBranch).losses
                : try worktrees.losses(with: worktree.path, target: identity.defaultBranch)
            if !losses.isEmpty { reasons.append("\(worktree.path): \(losses.joined(separator: ", "))") }
        }
        let snapshots = try worktrees.list().count { !$0.isWatched }
        reasons += counted(snapshots, "snapshot of files", "snapshots of files")
        return try reasons + crew(of: rig).map { "\(rig.crew)/\($0) belongs to a person" }
    }

    /// What people keep in the rig; nobody but them knows what it is worth.
    func crew(of rig: RigLayout) throws -> [String] { Files.isFolder(rig.crew) ? try Files.list(rig.crew) : [] }

    /// Whether the remote answered; then what it has not any more is not counted as there.
    private func answers(_ worktrees: Worktrees) throws -> Bool {
        do {
            try worktrees.askRemote(limit: .seconds(60))
            return true
        } catch {
            if case .unreachable = error { return false }
            if case .program(.timedOut(_, _)) = error { return false }
            throw error
        }
    }
}
