package import Effects
import Host
import Layout
import Ledger
import Rigs
package import Sessions
import Settings
package import Stores
package import Supervised
import Vocabulary

/// Removes a town with everything in it, when nothing of it is needed or all of it was kept elsewhere.
///
/// The repositories that the rigs came from are not touched.
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
    /// kept there first, and the town's own ledger.
    ///
    /// - Throws: ``TownFault/holdsWork(_:)`` and whatever kept it from looking; then nothing was removed.
    package func remove(backup: String?) throws {
        let entries = try RigRegistry.read(town).entries
        // A killed call has made sure already, and may have taken away what could be looked at.
        if !Files.exists(mark) {
            if backup == nil {
                var reasons = try entries.flatMap { entry in
                    try rigs.work(in: entry.name).map { "\(entry.name): \($0)" }
                }
                let own = try stores.hq().read.count(BeadFilter(), at: effects.now())
                if own > 0 { reasons.append("the town itself: \(own) \(own == 1 ? "bead" : "beads") not closed") }
                guard reasons.isEmpty else { throw TownFault.holdsWork(reasons) }
            }
            if let backup {
                // All of them before the first one goes.
                for entry in entries { try rigs.checkBackup(of: entry.name, in: backup, removed: town.root) }
            }
            try effects.steps.run("uninstall", 1) { _ = try services.down() }
            if let backup {
                try effects.steps.run("uninstall", 2) { try keep(backup, entries) }
            }
            try effects.steps.run("uninstall", 3) { try Files.append("", to: mark) }
        } else {
            _ = try? services.down()
        }
        stores.close()
        try effects.steps.run("uninstall", 4) { try removeFolder() }
    }

    private var mark: String { town.daemon + "/uninstalling" }

    private func keep(_ backup: String, _ entries: [RigRegistry.Entry]) throws {
        for entry in entries { try rigs.remove(entry.name, backup: backup) }
        let copy = ProcessCall(
            "cp",
            ["-p", town.ledger(TownLayout.database), backup + "/hq.db"],
            limit: .seconds(3600)
        )
        try Files.makeFolders(backup)
        let outcome = try effects.processes.run(copy)
        guard outcome.status == 0 else {
            throw Problem(.environment, "the town's ledger could not be copied", causes: [outcome.errors])
        }
    }

    /// The mark and the file that makes it a town go last, so that a kill leaves something to go on from.
    private func removeFolder() throws {
        let last = [PathText.name(of: town.mayor), PathText.name(of: town.daemon)]
        for name in try Files.list(town.root) where !last.contains(name) {
            try Files.removeTree("\(town.root)/\(name)")
        }
        for name in last { try Files.removeTree("\(town.root)/\(name)") }
        try Files.removeEmptyFolder(town.root)
    }
}
