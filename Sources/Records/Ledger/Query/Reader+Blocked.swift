import Basics
import SQL
package import Vocabulary

/// A bead that cannot be started, and why.
package struct BlockedBead: Hashable, Sendable {
    package var bead: Bead
    /// What must be done first; the parent where it is the parent that is blocked.
    package var blockers: [Bead]
}

extension Reader {
    /// The beads that are neither done nor free to start, by priority, newest first; with `parent`
    /// only those below it.
    package func blocked(below parent: BeadID? = nil) throws -> [BlockedBead] {
        var clauses = [Clause("status <> 'closed'"), Clause("is_blocked = 1")]
        if let parent { clauses.append(.below(parent)) }
        let condition = clauses.map(\.sql).joined(separator: " AND ")
        let values = clauses.flatMap(\.values)
        var beads: [Bead] = []
        for shelf in Shelf.allCases {
            let sql = "SELECT \(Bead.columns) FROM \(shelf.beads) WHERE \(condition)"
            beads += try database.rows(sql, values, Bead.init(row:))
        }
        beads.sort {
            if $0.priority != $1.priority { return $0.priority < $1.priority }
            return $0.createdAt == $1.createdAt ? $0.id < $1.id : $0.createdAt > $1.createdAt
        }
        return try beads.map { BlockedBead(bead: $0, blockers: try openBlockers(of: $0.id).compactMap(bead)) }
    }
}
