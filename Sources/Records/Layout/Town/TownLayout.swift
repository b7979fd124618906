package import Vocabulary

/// Where the things of a town are, from its root folder.
package struct TownLayout: Hashable, Sendable {
    /// The absolute path of the town's folder.
    package let root: String

    package init(root: String) { self.root = root }

    /// The database of the town itself.
    package static let database = "hq"

    /// The beads of the town: convoys, mail, its own agents.
    package var beads: BeadsFolder { BeadsFolder(in: root) }

    /// The file that makes a folder a town.
    package var townFile: String { root + "/mayor/town.json" }
    /// The list of rigs; a rig that does not stand there is not finished.
    package var registryFile: String { root + "/mayor/rigs.json" }
    package var settingsFile: String { root + "/settings/config.json" }
    package var mayor: String { root + "/mayor" }

    /// The folder of all ledgers, one folder for each database.
    package var ledgers: String { root + "/.dolt-data" }

    /// The file of one database: ``database`` or the name of a rig.
    package func ledger(_ database: String) -> String { "\(ledgers)/\(database)/ledger.db" }

    /// The folder of the supervisor.
    package var daemon: String { root + "/daemon" }
    package var daemonLog: String { daemon + "/daemon.log" }
    /// When garbage was last collected in each ledger, and what was left.
    package var collections: String { daemon + "/collections.json" }

    /// Locks lie here and are never removed: a lock file that vanishes has two holders.
    package var locks: String { daemon + "/locks" }

    /// The file of the lock `name`, such as `town`, `rig-shop` or `refinery-shop`.
    package func lock(_ name: String) -> String { "\(locks)/\(name).lock" }

    /// What is being done to the set of rigs at the moment; a file here outlives a killed command, so that another completes it.
    package var pending: String { daemon + "/pending" }

    /// What is being done to the rig `name`.
    package func pendingRig(_ name: RigName) -> String { "\(pending)/\(name).json" }

    /// What may vanish at any time.
    package var runtime: String { root + "/.runtime" }

    /// A configuration of the agents' own, which trusts the town's worktrees so that the user's need not.
    package func agentHome(_ preset: String) -> String { "\(runtime)/agents/\(preset)" }

    /// Whether the first name below the root can only be the town's own, such as `mayor` or `.beads`.
    package static func ownsFolder(named name: String) -> Bool {
        name.hasPrefix(".") || (RigName.reserved.contains(name) && name != "crew" && name != "polecats")
    }
}
