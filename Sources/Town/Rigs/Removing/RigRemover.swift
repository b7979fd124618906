package import Effects
import Git
import Host
import Layout
import Ledger
package import Sessions
import Settings
package import Stores
package import Supervised
package import Vocabulary
import Worktrees

/// Removes rigs, when nothing in them is needed or all of it was kept elsewhere first.
///
/// The rig ceases to be one when its name leaves `mayor/rigs.json`; the note in `daemon/pending` makes
/// whoever comes next take away the rest if this process ends before.
package struct RigRemover {
    private let town: TownLayout
    private let stores: Stores
    private let sessions: Sessions
    private let supervision: Supervision
    private let effects: Effects

    package init(stores: Stores, sessions: Sessions, supervision: Supervision, effects: Effects) {
        town = sessions.town
        self.stores = stores
        self.sessions = sessions
        self.supervision = supervision
        self.effects = effects
    }

    /// Removes the rig with its folder, its ledger and its route.
    ///
    /// Refuses while somebody works there, and while it holds work that is nowhere else unless `backup`
    /// names a folder: then that gets a bundle of the repository and a copy of the ledger first.
    ///
    /// - Throws: ``RigFault`` and whatever kept it from looking; then nothing was removed.
    package func remove(_ name: RigName, backup: String?) throws {
        let lock = try FileLock.hold(town.lock("rig-\(name)"), limit: .seconds(60))
        defer { withExtendedLifetime(lock) {} }
        if let note = try PendingRig.read(name, in: town), note.action == .remove { return try finish(note) }
        guard let entry = try RigRegistry.read(town)[name] else { throw RigFault.unknown(name) }
        let rig = town.rig(name)
        let identity = try RigIdentity.required(rig)
        if let backup { try checkBackup(of: name, in: backup) } else { try check(rig, identity) }
        try effects.steps.run("rig remove", 1) {
            _ = try RigServices(sessions: sessions, supervision: supervision).stop(name, prefix: entry.prefix)
        }
        // Again, because a refinery or a worker may have been in the middle of something.
        try checkNobodyWorks(rig, identity)
        if let backup {
            try effects.steps.run("rig remove", 2) { try keep(rig, identity, in: "\(backup)/\(name)") }
        } else {
            try check(rig, identity)
        }
        let note = PendingRig(
            .remove,
            name,
            prefix: entry.prefix,
            remote: entry.remote,
            branch: identity.defaultBranch
        )
        try effects.steps.run("rig remove", 3) { try note.write(in: town) }
        try finish(note)
    }

    /// Completes a removal that was killed; `false` when another process is at it.
    package func resume(_ note: PendingRig) throws -> Bool {
        guard let lock = try FileLock.attempt(town.lock("rig-\(note.name)")) else { return false }
        defer { withExtendedLifetime(lock) {} }
        guard let note = try PendingRig.read(note.name, in: town), note.action == .remove else { return false }
        try finish(note)
        return true
    }

    /// Refuses what would stop a removal with a backup half way, or remove the backup with the rest: somebody at work, a
    /// folder inside `removed` (the rig's own unless told otherwise) or one that is there already.
    package func checkBackup(of name: RigName, in backup: String, removed: String? = nil) throws {
        let rig = town.rig(name)
        try checkNobodyWorks(rig, RigIdentity.required(rig))
        let removed = removed ?? rig.root
        if PathText.names(from: removed, to: backup) != nil || PathText.names(from: removed, to: real(backup)) != nil {
            throw Problem(
                .usage,
                "\(backup) lies in \(removed), which is to be removed; nothing was removed",
                hints: ["Name a folder outside of it."]
            )
        }
        let folder = "\(backup)/\(name)"
        guard !Files.exists(folder) else {
            throw Problem(.conflict, "\(folder) is already there; nothing was removed", hints: ["Name another folder."])
        }
    }

    /// The path without links, as far as it is there.
    private func real(_ path: String) -> String {
        if let real = try? Files.realPath(path) { return real }
        let parent = PathText.parent(of: path)
        return parent == path ? path : real(parent) + "/" + PathText.name(of: path)
    }

    /// Why the rig may not go without a copy; empty when nothing would be lost.
    package func work(in name: RigName) throws -> [String] {
        let rig = town.rig(name)
        let identity = try RigIdentity.required(rig)
        return try work(in: rig, identity)
    }

    private func finish(_ note: PendingRig) throws {
        // Open files of a ledger that goes would be written to no end.
        stores.close()
        try effects.steps.run("rig remove", 4) { try RigRemains(town: town, name: note.name).remove() }
        try supervision.sweep()
    }

    private func check(_ rig: RigLayout, _ identity: RigIdentity) throws {
        try checkNobodyWorks(rig, identity)
        let reasons = try work(in: rig, identity)
        guard reasons.isEmpty else { throw RigFault.holdsWork(rig.name, reasons) }
    }

    private func checkNobodyWorks(_ rig: RigLayout, _ identity: RigIdentity) throws {
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

    private func work(in rig: RigLayout, _ identity: RigIdentity) throws -> [String] {
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
        for reference in try worktrees.unpreserved() {
            reasons.append("\(reference.name) has commits that are not on the remote")
        }
        // Those of branches that are gone belong to no worktree any more.
        reasons += counted(try repository.stashEntries().count, "stash", "stashes")
        for worktree in try repository.worktrees() where !worktree.isBare {
            let state = try worktrees.state(of: worktree.path, target: identity.defaultBranch)
            if !state.isClean { reasons.append("\(worktree.path): \(state.inWords.joined(separator: ", "))") }
        }
        let snapshots = try worktrees.list().count { !$0.isWatched }
        return reasons + counted(snapshots, "snapshot of files", "snapshots of files")
    }

    /// Writes all that the rig holds into `folder`: every reference as a bundle, the ledger as a copy.
    private func keep(_ rig: RigLayout, _ identity: RigIdentity, in folder: String) throws {
        try Files.makeFolders(folder)
        let repository = Git(in: rig.repository, effects)
        let worktrees = Worktrees(repository, effects: effects)
        for worktree in try repository.worktrees() where !worktree.isBare {
            let state = try worktrees.state(of: worktree.path, target: identity.defaultBranch)
            guard !state.isEmpty else { continue }
            _ = try worktrees.preserve(
                worktree.path,
                SnapshotNote(name: PathText.name(of: PathText.parent(of: worktree.path)), reason: "rig remove")
            )
        }
        // A bundle takes what references name, and of a stash that is its top only.
        for (index, stash) in try repository.stashEntries().enumerated() {
            try repository.call(["update-ref", "refs/gt/stashes/\(index)", stash.hash.description])
        }
        let references = try repository.references(below: "refs/").map(\.name)
        try repository.bundle(to: folder + "/repository.bundle", references)
        try repository.call(["bundle", "verify", "--quiet", folder + "/repository.bundle"])
        // A plain copy of the file is whole at any moment, because the engine only appends to it.
        let copy = ProcessCall("cp", ["-p", rig.ledger, folder + "/ledger.db"], limit: .seconds(3600))
        let outcome = try effects.processes.run(copy)
        guard outcome.status == 0 else {
            throw Problem(.environment, "the ledger of \(rig.name) could not be copied", causes: [outcome.errors])
        }
        let place = try StorePlace(rig.beads)
        _ = try Ledger(
            at: folder + "/ledger.db",
            .reading,
            project: place.metadata.projectID,
            effects: effects
        ).read.prefix()
    }
}
