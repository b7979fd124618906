import Host
package import Layout
package import Settings
import Vocabulary

/// A finished store: which folder names it and where its file is.
package struct StorePlace: Hashable, Sendable {
    package let beads: BeadsFolder
    package let metadata: BeadsMetadata
    /// The ledger's file.
    package let file: String
    /// The town that the store belongs to, `nil` for one outside every town.
    package let town: TownLayout?

    /// The name of the database, `hq` or a rig's in a town.
    package var database: String { metadata.database }

    /// Follows redirects from `beads` and reads what the folder at their end says.
    package init(_ beads: BeadsFolder) throws {
        let beads = try Redirect.resolve(beads)
        guard let metadata = try BeadsMetadata.read(beads) else { throw StoreFault.unfinished(beads) }
        let town = beads.town(isThere: Files.exists)
        self.init(beads: beads, metadata: metadata, file: beads.ledger(metadata.database, in: town), town: town)
    }

    init(beads: BeadsFolder, metadata: BeadsMetadata, file: String, town: TownLayout?) {
        self.beads = beads
        self.metadata = metadata
        self.file = file
        self.town = town
    }

    /// The folder whose `routes.jsonl` says where beads of other prefixes are.
    var routing: BeadsFolder { town?.beads ?? beads }
}
