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
        for shelf in try Shelf.inUse(database) {
            let order = "priority, created_at DESC, id"
            let sql = "SELECT \(Bead.columns) FROM \(shelf.beads) WHERE \(condition) ORDER BY \(order)"
            beads += try database.rows(sql, values, Bead.init(row:))
        }
        // One shelf alone is in order already, which costs nothing to find out.
        beads.sort {
            if $0.priority != $1.priority { return $0.priority < $1.priority }
            return $0.createdAt == $1.createdAt ? $0.id < $1.id : $0.createdAt > $1.createdAt
        }
        let relations = try Relations(around: beads, .edges, from: database)
        let edges = beads.map { relations.edges(of: $0.id).filter(\.type.affectsReadiness) }
        let known = try KnownBeads(beads, and: edges.joined().map(\.target), read: self)
        let blocking = Blocking(read: self, statuses: try statuses()) { id in
            try known.bead(id).map { bead in
                let shelf: Shelf = bead.isWisp ? .ignored : .versioned
                return Blocking.State(shelf: shelf, status: bead.status, isBlocked: bead.isBlocked)
            }
        }
        return try zip(beads, edges).map { bead, edges in
            let holding = try edges.filter { try blocking.holds($0) }.sorted {
                ($0.target.description, $0.type.rawValue) < ($1.target.description, $1.type.rawValue)
            }
            return BlockedBead(bead: bead, blockers: try holding.compactMap { try known.bead($0.target) })
        }
    }
}

/// Beads that have been read once and need not be again: one of them often keeps many waiting.
private final class KnownBeads {
    private let read: Reader
    private var beads: [BeadID: Bead?]

    /// Knows `beads`, and reads those that `ids` name at once.
    init(_ beads: [Bead], and ids: [BeadID], read: Reader) throws {
        self.read = read
        self.beads = Dictionary(beads.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for bead in try read.beads(Set(ids).filter { self.beads[$0] == nil }) { self.beads[bead.id] = .some(bead) }
    }

    func bead(_ id: BeadID) throws -> Bead? {
        if let known = beads[id] { return known }
        let found = try read.bead(id)
        beads[id] = .some(found)
        return found
    }
}
