import Host
import Layout
import Ledger
import Settings
package import Vocabulary

/// A ledger that lies in a folder whose `metadata.json` is missing.
package struct LeftLedger: Hashable, Sendable {
    /// The name of its database.
    package let name: String
    package let prefix: Prefix
}

extension StoreMaker {
    /// The ledger that is in the folder already and that nothing points to; `nil` where there is none.
    ///
    /// Asked before a ledger is made under another name, beside which this one would be forgotten. In a town it is always
    /// `nil`, because the ledgers of all rigs lie together there. `wanted` is the name that it shall have, if anybody said so.
    ///
    /// - Throws: `Problem` where there are several, or one of another name than `wanted`.
    package func leftLedger(named wanted: String?) throws -> LeftLedger? {
        guard town == nil, try BeadsMetadata.read(beads) == nil, Files.isFolder(beads.ledgers) else { return nil }
        let names = try Files.list(beads.ledgers).filter {
            BeadsMetadata.isDatabase($0) && Files.exists(beads.ledger($0))
        }
        guard let name = wanted.flatMap({ names.contains($0) ? $0 : nil }) ?? names.first else { return nil }
        guard names.count == 1 || name == wanted, wanted ?? name == name else {
            throw Problem(
                .conflict,
                "\(beads.ledgers) holds what `init` would forget: \(names.joined(separator: ", ")); nothing was made",
                hints: names.map { "`bd init --database \($0)` takes \($0)." }
            )
        }
        let identity = try Ledger(at: beads.ledger(name), .reading, scope: scope, effects: effects).identity
        return LeftLedger(name: name, prefix: identity.prefix)
    }
}
