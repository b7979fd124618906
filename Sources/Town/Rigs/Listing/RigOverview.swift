package import JSON
package import Layout
import Ledger
import Settings
package import Stores
package import Vocabulary

/// A rig as `gt rig list` shows it.
package struct RigOverview: Hashable, Sendable {
    package let name: RigName
    package let prefix: Prefix
    package let remote: String
    package let branch: String
    package let polecats: Int
    /// The names of the gates, in the order in which they run.
    package let gates: [String]
    /// Whether the owner lets work land without a gate.
    package let waivesGates: Bool

    /// All finished rigs of the town, in the order in which they were added.
    package static func all(in town: TownLayout, _ stores: Stores) throws -> [RigOverview] {
        try RigRegistry.read(town).entries.map { entry in
            let rig = town.rig(entry.name)
            let queue = try RigSettings.read(rig).mergeQueue
            return RigOverview(
                name: entry.name,
                prefix: entry.prefix,
                remote: entry.remote,
                branch: try RigIdentity.required(rig).defaultBranch,
                polecats: try stores.ledger(at: StorePlace(rig.beads)).read.agents(role: "polecat").count,
                gates: queue.gates.map(\.name),
                waivesGates: queue.waivesGates
            )
        }
    }

    /// The object of the JSON list; `beads_prefix` is the original's name for the prefix.
    package var json: JSON {
        [
            "name": .string(name.description), "prefix": .string(prefix.description),
            "beads_prefix": .string(prefix.description), "remote": .string(remote), "branch": .string(branch),
            "polecats": .int(polecats), "gates": .strings(gates), "waives_gates": .bool(waivesGates),
        ]
    }

    /// The lines for a person.
    package var text: [String] {
        let landing =
            gates.isEmpty
            ? waivesGates ? "none, waived by the owner" : "none: nothing lands"
            : gates.joined(separator: ", ")
        return [
            "\(name)  (prefix \(prefix), branch \(branch))", "   Remote: \(remote)",
            "   Workers: \(polecats)   Gates: \(landing)",
        ]
    }
}
