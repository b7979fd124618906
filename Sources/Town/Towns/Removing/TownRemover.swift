package import Effects
import Host
package import Layout
import Ledger
import Rigs
package import Sessions
import Settings
package import Stores
package import Supervised
import Vocabulary

/// Removes a town with everything in it, when nothing of it is needed or all of it was kept elsewhere.
///
/// It is decided when the ledgers leave their place, in the moment of the last look and with all writers kept out: from
/// then on nothing works in the town, and whoever calls again removes the rest. The repositories that the rigs came from
/// are not touched.
package struct TownRemover {
    private let town: TownLayout
    private let services: TownServices
    private let rigs: RigRemover
    private let effects: Effects
    private let stores: Stores

    package init(
        services: TownServices,
        stores: Stores,
        sessions: Sessions,
        supervision: Supervision,
        effects: Effects
    ) {
        town = sessions.town
        self.services = services
        self.stores = stores
        self.effects = effects
        rigs = RigRemover(stores: stores, sessions: sessions, supervision: supervision, effects: effects)
    }

    /// Brings the town down and removes its folder.
    ///
    /// Refuses while a rig holds work that is nowhere else, unless `backup` names a folder: then each rig is
    /// kept there first, and the town's own ledger as `hq.db`.
    ///
    /// Returns what went although the backup does not hold it, as ``RigRemover/remove(_:backup:)`` does.
    ///
    /// - Throws: ``TownFault/holdsWork(_:)`` and whatever kept it from looking; then nothing was removed.
    @discardableResult
    package func remove(backup folder: String?) throws -> [String] {
        let backup = folder.map(Backup.init)
        let entries = try RigRegistry.read(town).entries
        if let backup {
            // All of them before the first one goes.
            try backup.check(outside: town.root)
            try backup.check(free: Self.ledgerCopy)
            for entry in entries { try rigs.checkBackup(of: entry.name, in: backup.folder, removed: town.root) }
        } else {
            try check(entries, askingRemotes: true)
        }
        try effects.steps.run("uninstall", 1) { _ = try services.down() }
        var leftOut: [String] = []
        if let backup {
            try effects.steps.run("uninstall", 2) {
                for entry in entries { leftOut += try rigs.remove(entry.name, backup: backup.folder) }
            }
        }
        try decide(backup)
        stores.close()
        try Self.finish(town, effects)
        return leftOut
    }

    private static let ledgerCopy = "hq.db"

    private func check(_ entries: [RigRegistry.Entry], askingRemotes: Bool) throws {
        var reasons = try entries.flatMap { entry in
            try rigs.work(in: entry.name, askingRemote: askingRemotes).map { "\(entry.name): \($0)" }
        }
        let own = try stores.hq().read.count(BeadFilter(), at: effects.now())
        if own > 0 { reasons.append("the town itself: \(own) \(own == 1 ? "bead" : "beads") not closed") }
        guard reasons.isEmpty else { throw TownFault.holdsWork(reasons) }
    }

    /// Looks for the last time, or keeps the town's ledger, and takes all ledgers from their place: with nobody writing
    /// between, and no rig coming or going.
    private func decide(_ backup: Backup?) throws {
        let lock = try FileLock.hold(town.lock("registry"), limit: .seconds(30))
        defer { withExtendedLifetime(lock) {} }
        let entries = try RigRegistry.read(town).entries
        let ledgers = try [stores.hq(.writing)] + entries.map { try stores.rig($0.name, .writing) }
        try stores.hold(ledgers, effects: effects) {
            guard try stores.hq().read.townStopped() != nil else { throw TownFault.changedMeanwhile }
            if let backup {
                guard entries.isEmpty else { throw TownFault.changedMeanwhile }
                try effects.steps.run("uninstall", 3) {
                    try backup.keepLedger(town.ledger(TownLayout.database), as: Self.ledgerCopy)
                }
            } else {
                try check(entries, askingRemotes: false)
            }
            try effects.steps.run("uninstall", 4) { try Files.rename(town.ledgers, to: Self.mark(of: town)) }
        }
    }
}

// MARK: - What was decided

extension TownRemover {
    /// The folder of the ledgers, once they have left their place.
    private static func mark(of town: TownLayout) -> String { town.daemon + "/uninstalling" }

    /// Whether a removal of this town was decided and has not come to its end.
    package static func isRemoving(_ town: TownLayout) -> Bool { Files.isFolder(mark(of: town)) }

    /// Removes the rest of a town whose removal was decided; returns whether it was.
    package static func complete(_ town: TownLayout, effects: Effects) throws -> Bool {
        guard isRemoving(town) else { return false }
        try finish(town, effects)
        return true
    }

    private static func finish(_ town: TownLayout, _ effects: Effects) throws {
        try effects.steps.run("uninstall", 5) { try removeFolder(town) }
    }

    /// The mark goes last, so that a kill leaves something to go on from.
    private static func removeFolder(_ town: TownLayout) throws {
        for (folder, last) in [(town.root, town.daemon), (town.daemon, mark(of: town))] {
            let last = PathText.name(of: last)
            for name in try Files.list(folder) where name != last { try Files.removeTree("\(folder)/\(name)") }
        }
        try Files.removeTree(town.root)
    }
}
