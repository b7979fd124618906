import Host
import Layout
import Ledger
import Settings
package import Vocabulary

/// A ledger whose folder has lost its `metadata.json`.
package struct LeftLedger: Hashable, Sendable {
    /// The name of its database.
    package let name: String
    package let prefix: Prefix
}

extension StoreMaker {
    /// The ledger that is the folder's already and that nothing points to; `nil` where there is none.
    ///
    /// Asked before a ledger is made under another name, beside which this one would be forgotten. In a town, where the
    /// ledgers of all rigs lie together, it is the one of the rig's name. `wanted` is the name that it shall have, if
    /// anybody said so.
    ///
    /// - Throws: `Problem` where there are several, or one of another name than `wanted`.
    package func leftLedger(named wanted: String?) throws -> LeftLedger? {
        guard try BeadsMetadata.read(beads) == nil else { return nil }
        let names = try possibleNames().filter {
            BeadsMetadata.isDatabase($0) && Files.exists(beads.ledger($0, in: town))
        }
        guard let name = wanted.flatMap({ names.contains($0) ? $0 : nil }) ?? names.first else { return nil }
        guard names.count == 1 || name == wanted, wanted ?? name == name else {
            throw Problem(
                .conflict,
                "there is a ledger that `init` would forget: \(names.joined(separator: ", ")); nothing was made",
                hints: names.map { "`bd init --database \($0)` takes \($0)." }
            )
        }
        let identity = try Ledger(at: beads.ledger(name, in: town), .reading, scope: scope, effects: effects).identity
        return LeftLedger(name: name, prefix: identity.prefix)
    }

    private func possibleNames() throws -> [String] {
        if let town { return [beads == town.beads ? TownLayout.database : PathText.name(of: beads.owner)] }
        return Files.isFolder(beads.ledgers) ? try Files.list(beads.ledgers) : []
    }
}
