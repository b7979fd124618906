package import Effects
import Host
import Layout
import Ledger
package import Sessions
import Settings
package import Stores
package import Supervised
package import Vocabulary

/// Removes rigs, when nothing in them is needed or all of it was kept elsewhere first.
///
/// It is decided when the rig's ledger leaves its place, in the moment of the last look and with all writers kept out;
/// the note in `daemon/pending` makes whoever comes next take away the rest if this process ends before.
package struct RigRemover {
    let town: TownLayout
    let stores: Stores
    let sessions: Sessions
    let supervision: Supervision
    let effects: Effects

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
    /// A rig that was never added to its end, because the call that added it was killed, holds nobody's work: all that was
    /// made of it is taken away.
    ///
    /// Returns what went although the backup does not hold it: ignored files that are too large, sockets and pipes.
    ///
    /// - Throws: ``RigFault`` and whatever kept it from looking; then nothing was removed.
    @discardableResult
    package func remove(_ name: RigName, backup: String?) throws -> [String] {
        let lock = try lock(name)
        defer { withExtendedLifetime(lock) {} }
        let rig = town.rig(name)
        if let note = try PendingRig.read(name, in: town) {
            if note.action == .add, try RigRegistry.read(town)[name] == nil {
                try abandon(rig, backup: backup)
                return []
            }
            if note.action == .remove, isDecided(rig) {
                try finish(note)
                return []
            }
            try note.strike(in: town)
        }
        guard let entry = try RigRegistry.read(town)[name] else { throw RigFault.unknown(name) }
        let identity = try RigIdentity.required(rig)
        if let backup { try checkBackup(of: name, in: backup) } else { try check(rig, identity, askingRemote: true) }
        try effects.steps.run("rig remove", 1) {
            _ = try RigServices(sessions: sessions, supervision: supervision).stop(name, prefix: entry.prefix)
        }
        let note = PendingRig(
            .remove,
            name,
            prefix: entry.prefix,
            remote: entry.remote,
            branch: identity.defaultBranch
        )
        try effects.steps.run("rig remove", 2) { try note.write(in: town) }
        var leftOut: [String] = []
        do {
            try decide(rig) {
                if let backup {
                    try checkNobodyWorks(rig, identity)
                    leftOut = try effects.steps.run("rig remove", 3) { try keep(rig, in: Backup(in: backup)) }
                } else {
                    try check(rig, identity, askingRemote: false)
                }
            }
        } catch {
            // The ledger cannot be given back any more once it has left its place.
            if !isDecided(rig) {
                try note.strike(in: town)
                throw error
            }
        }
        try finish(note)
        return leftOut
    }

    /// Completes a removal that was killed; `false` when another process is at it, or when nothing had been removed yet:
    /// then the rig stays.
    package func resume(_ note: PendingRig) throws -> Bool {
        guard let lock = try FileLock.attempt(town.lock("rig-\(note.name)")) else { return false }
        defer { withExtendedLifetime(lock) {} }
        guard let note = try PendingRig.read(note.name, in: town), note.action == .remove else { return false }
        guard isDecided(town.rig(note.name)) else {
            try note.strike(in: town)
            return false
        }
        try finish(note)
        return true
    }

    /// Refuses what would stop a removal with a backup half way, or remove the backup with the rest: somebody at work, a
    /// folder inside `removed` (the rig's own unless told otherwise) or one that is there already.
    package func checkBackup(of name: RigName, in folder: String, removed: String? = nil) throws {
        let rig = town.rig(name)
        try checkNobodyWorks(rig, RigIdentity.required(rig))
        let backup = Backup(in: folder)
        try backup.check(outside: removed ?? rig.root)
        try backup.check(free: name.description)
    }

    /// Runs `lastLook`, which looks once more or keeps what there is, and takes the ledger from its place: with nobody
    /// writing between.
    private func decide(_ rig: RigLayout, _ lastLook: () throws -> Void) throws {
        try stores.hold([stores.rig(rig.name, .writing)], effects: effects) {
            // A refinery or a worker may have been in the middle of something at the first look.
            try lastLook()
            try effects.steps.run("rig remove", 4) {
                let aside = RigRemains(town: town, name: rig.name).ledgerAside
                try Files.removeTree(aside)
                try Files.rename(Files.parent(of: rig.ledger), to: aside)
            }
        }
    }

    private func isDecided(_ rig: RigLayout) -> Bool { !Files.exists(Files.parent(of: rig.ledger)) }

    private func finish(_ note: PendingRig) throws {
        // A rig of that name that is added later is another one.
        try stores.markRefinery(of: note.name, stopped: false, effects: effects)
        // Open files of a ledger that goes would be written to no end.
        stores.close()
        try effects.steps.run("rig remove", 5) { try RigRemains(town: town, name: note.name).remove() }
        try supervision.sweep()
    }
}
