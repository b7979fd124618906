package import Ledger
import Settings
package import Vocabulary

extension Stores {
    /// Finds beads of the whole town by their prefix, wherever the command was started.
    ///
    /// The list of rigs is read once; ledgers are opened as they are needed. A bead of no rig of the
    /// town, or of a rig that is gone, is not there.
    package func townLookup() throws -> (BeadID) throws -> Bead? {
        let rigs = try RigRegistry.read(town()).entries
        let home = try hq().identity.prefix
        return { [self] id in
            let rig = rigs.filter { id.belongs(to: $0.prefix) }
                .max { $0.prefix.description.utf8.count < $1.prefix.description.utf8.count }
            if let rig, rig.prefix.description.utf8.count >= home.description.utf8.count || !id.belongs(to: home) {
                return try self.rig(rig.name).read.bead(id)
            }
            return id.belongs(to: home) ? try hq().read.bead(id) : nil
        }
    }

    /// Tells whether a bead's home is a ledger that the town has, its own or a rig's, whatever that holds.
    package func townHomes() throws -> (BeadID) -> Bool {
        let prefixes = try RigRegistry.read(town()).entries.map(\.prefix) + [hq().identity.prefix]
        return { id in prefixes.contains { id.belongs(to: $0) } }
    }
}
