import SQL
package import Vocabulary

extension Reader {
    /// The edges that go out from a bead, by target.
    package func edges(from id: BeadID) throws -> [Edge] { try edges("source = ?1", id, order: "target, type") }

    /// The edges that come in to a bead, by source.
    package func edges(into id: BeadID) throws -> [Edge] { try edges("target = ?1", id, order: "source, type") }

    private func edges(_ condition: String, _ id: BeadID, order: String) throws -> [Edge] {
        let sql = union { "SELECT \(Edge.columns) FROM \($0.edges) WHERE \(condition)" } + " ORDER BY \(order)"
        return try database.rows(sql, [.text(id.description)], Edge.init(row:))
    }

    /// The beads that `id` is a child of, by an edge.
    package func parents(of id: BeadID) throws -> [BeadID] {
        try ids(union { "SELECT target FROM \($0.edges) WHERE source = ?1 AND type = 'parent-child'" }, id)
    }

    /// The beads that are children of `id` by an edge, by name.
    package func children(of id: BeadID) throws -> [BeadID] {
        let sql = union { "SELECT source FROM \($0.edges) WHERE target = ?1 AND type = 'parent-child'" }
        return try ids(sql + " ORDER BY 1", id)
    }

    /// The beads whose readiness may hang on `id`.
    func sources(into id: BeadID) throws -> [BeadID] {
        let kinds = "('blocks', 'conditional-blocks', 'parent-child', 'waits-for')"
        return try ids(union { "SELECT source FROM \($0.edges) WHERE target = ?1 AND type IN \(kinds)" }, id)
    }

    /// The beads that wait for the children of a parent of `id`.
    func waiters(behindParentsOf id: BeadID) throws -> [BeadID] {
        try parents(of: id).flatMap { parent in
            try ids(union { "SELECT source FROM \($0.edges) WHERE target = ?1 AND type = 'waits-for'" }, parent)
        }
    }

    /// Whether a way of blocking edges leads from `start` to `goal`.
    package func reaches(_ goal: BeadID, from start: BeadID, by types: [EdgeType]) throws -> Bool {
        let kinds = types.map { "'\($0)'" }.joined(separator: ", ")
        let sql = union { "SELECT target FROM \($0.edges) WHERE source = ?1 AND type IN (\(kinds))" }
        var seen: Set<BeadID> = [start]
        var next = [start]
        while let id = next.popLast() {
            if id == goal { return true }
            for target in try ids(sql, id) where seen.insert(target).inserted { next.append(target) }
        }
        return false
    }

    /// Whether `goal` must be done, or be free itself, before `start` can be: by blocking edges, by
    /// spawners and their children, and by what a parent hands down.
    func needs(_ goal: BeadID, from start: BeadID) throws -> Bool {
        let sql = union {
            """
            SELECT target, type FROM \($0.edges)
            WHERE source = ?1 AND type IN ('blocks', 'conditional-blocks', 'parent-child', 'waits-for')
            """
        }
        return try family(of: start) { read, id in
            let edges = try read.database.rows(sql, [.text(id.description)]) {
                (target: BeadID(trusted: $0.text(0) ?? ""), waits: $0.text(1) == EdgeType.waitsFor.rawValue)
            }
            return try edges.flatMap { [$0.target] + ($0.waits ? try read.children(of: $0.target) : []) }
        }.contains(goal)
    }

    /// `start` and all that is reached from it.
    func family(of start: BeadID, _ next: (Reader, BeadID) throws -> [BeadID]) rethrows -> Set<BeadID> {
        var seen: Set<BeadID> = [start]
        var open = [start]
        while let id = open.popLast() {
            for other in try next(self, id) where seen.insert(other).inserted { open.append(other) }
        }
        return seen
    }

    private func ids(_ sql: String, _ id: BeadID) throws -> [BeadID] {
        try database.rows(sql, [.text(id.description)]) { BeadID(trusted: $0.text(0) ?? "") }
    }

    /// The same question of both shelves.
    private func union(_ query: (Shelf) -> String) -> String {
        Shelf.allCases.map(query).joined(separator: " UNION ALL ")
    }
}
