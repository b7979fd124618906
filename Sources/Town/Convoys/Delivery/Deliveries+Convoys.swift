import JSON
import Ledger
package import Stores
package import Vocabulary

/// The outbox rows that convoys live on.
package enum ConvoyNews {
    /// A bead was slung and should be in a convoy: `{bead, title, rig}`.
    package static let slung = "convoy"
    /// A bead was closed: `{bead, rig, commit}`.
    package static let closed = "bead-closed"

    /// The payload of a ``closed`` row.
    package static func closedPayload(_ bead: BeadID, rig: RigName, commit: String) -> String {
        let object: JSON = [
            "bead": .string(bead.description), "rig": .string(rig.description), "commit": .string(commit),
        ]
        return object.text(.compact)
    }
}

extension Deliveries {
    /// Keeps convoys true to what rigs say of their beads.
    ///
    /// `stores` is asked for members' states at each delivery, not before.
    package mutating func registerConvoys(_ stores: @escaping () throws -> Stores) {
        register(ConvoyNews.slung) { row, transaction in
            let object = try JSON.parse(row.payload)
            let changes = ConvoyChanges(in: transaction, members: try MemberSource(stores()))
            _ = try changes.hold(try row.bead(in: object), titled: object["title"]?.string ?? "")
        }
        register(ConvoyNews.closed) { row, transaction in
            let changes = ConvoyChanges(in: transaction, members: try MemberSource(stores()))
            _ = try changes.close(after: try row.bead(in: JSON.parse(row.payload)))
        }
    }
}

extension OutboxRow {
    fileprivate func bead(in object: JSON) throws -> BeadID {
        guard let id = object["bead"]?.string.flatMap({ BeadID($0) }) else {
            throw Problem(.internalFault, "an outbox row of the kind \(kind) names no bead")
        }
        return id
    }
}
