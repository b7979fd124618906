import Effects
import Git
import Host
import Layout
import Ledger
import Settings
import Stores
import Vocabulary
import Worktrees

extension RigRemover {
    /// Writes all that the rig holds into a folder of its name; durable when this returns.
    ///
    /// Every reference as a bundle, commits that only logs of references know named for it; the ledger and what people keep
    /// in the rig as copies. Returns what is not kept, such as large ignored files, by worktree. Where it fails, the folder
    /// is gone again.
    func keep(_ rig: RigLayout, in backup: Backup) throws -> [String] {
        let folder = "\(backup.folder)/\(rig.name)"
        try backup.check(free: rig.name.description)
        let isNew = !Files.exists(backup.folder)
        try Files.makeFolders(backup.folder)
        try Files.makeFolder(folder)
        do {
            return try keepAll(of: rig, in: backup, folder)
        } catch {
            try? Files.removeTree(folder)
            // Another removal may keep its rig there meanwhile: then it is not empty.
            if isNew { try? Files.removeEmptyFolder(backup.folder) }
            throw error
        }
    }

    private func keepAll(of rig: RigLayout, in backup: Backup, _ folder: String) throws -> [String] {
        var leftOut: [String] = []
        let repository = Git(in: rig.repository, effects)
        let worktrees = Worktrees(repository, effects: effects)
        // Before the snapshots, which lead to some of them.
        _ = try worktrees.nameThrownAway()
        for worktree in try repository.worktrees() where !worktree.isBare && Files.exists(worktree.path) {
            // One that holds nothing gets no snapshot.
            let receipt = try worktrees.preserve(
                worktree.path,
                SnapshotNote(name: PathText.name(of: PathText.parent(of: worktree.path)), reason: "rig remove")
            )
            leftOut += (receipt.snapshot?.leftOut ?? []).map { "\(worktree.path)/\($0)" }
        }
        // A bundle takes what references name, and of a stash that is its top only.
        for (index, stash) in try repository.stashEntries().enumerated() {
            try repository.call(["update-ref", "refs/gt/stashes/\(index)", stash.hash.description])
        }
        let references = try repository.references(below: "refs/").map(\.name)
        try repository.bundle(to: folder + "/repository.bundle", references)
        try repository.call(["bundle", "verify", "--quiet", folder + "/repository.bundle"])
        try keepCrew(rig, in: folder)
        try backup.keepLedger(rig.ledger, as: "\(rig.name)/ledger.db")
        let place = try StorePlace(rig.beads)
        _ = try Ledger(
            at: folder + "/ledger.db",
            .reading,
            project: place.metadata.projectID,
            effects: effects
        ).read.prefix()
        try Files.syncTree(folder)
        return leftOut
    }

    private func keepCrew(_ rig: RigLayout, in folder: String) throws {
        guard try !crew(of: rig).isEmpty else { return }
        let copy = ProcessCall("cp", ["-R", "-p", "-P", rig.crew, folder + "/crew"], limit: .seconds(3600))
        let outcome = try effects.processes.run(copy)
        guard outcome.status == 0 else {
            throw Problem(
                .environment,
                "\(rig.crew) could not be copied; nothing was removed",
                causes: [outcome.errors]
            )
        }
    }
}
