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

    /// The beads whose readiness may hang on one of `beads`: what comes in to them, and who waits for the children of
    /// their parents.
    func near(_ beads: some Collection<BeadID>) throws -> [BeadID] {
        let kinds = "('blocks', 'conditional-blocks', 'parent-child', 'waits-for')"
        return try ends("source", of: beads, by: "target", "type IN \(kinds)") + waiters(behindParentsOf: beads)
    }

    /// The beads that wait for the children of a parent of one of `beads`.
    func waiters(behindParentsOf beads: some Collection<BeadID>) throws -> [BeadID] {
        let parents = try ends("target", of: beads, by: "source", "type = 'parent-child'")
        return parents.isEmpty ? [] : try ends("source", of: parents, by: "target", "type = 'waits-for'")
    }

    private func ends(_ end: String, of beads: some Collection<BeadID>, by side: String, _ condition: String) throws
        -> [BeadID]
    {
        let sql = union {
            "SELECT \(end) FROM \(Value.ids) CROSS JOIN \($0.edges) ON \(side) = wanted AND \(condition)"
        }
        return try database.rows(sql, [.ids(beads)]) { BeadID(trusted: $0.text(0) ?? "") }
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

    private func ids(_ sql: String, _ id: BeadID) throws -> [BeadID] {
        try database.rows(sql, [.text(id.description)]) { BeadID(trusted: $0.text(0) ?? "") }
    }

    /// The same question of both shelves.
    private func union(_ query: (Shelf) -> String) -> String {
        Shelf.allCases.map(query).joined(separator: " UNION ALL ")
    }
}
