import SQL
package import Vocabulary

extension Transaction {
    /// Joins two beads; the same edge again only gets the new metadata.
    ///
    /// - Parameters:
    ///   - edge: its source must be a bead of this ledger.
    ///   - checksCycles: whether an edge is refused that lets two beads wait for each other, by
    ///     whatever way; circles of parents always are.
    /// - Throws: `EdgeFault`, or `BeadFault` for a source that is not there.
    package func add(_ edge: Edge, checksCycles: Bool = true) throws {
        guard let shelf = try read.shelf(of: edge.source) else { throw BeadFault.missing(edge.source) }
        guard edge.source != edge.target else { throw EdgeFault.toItself(edge.source) }
        guard (1...50).contains(edge.type.rawValue.count) else { throw EdgeFault.badType(edge.type.rawValue) }
        try check(edge, checksCycles: checksCycles)
        try change(
            shelf,
            """
            INSERT INTO \(shelf.edges) (\(Edge.columns)) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            ON CONFLICT (source, target, type) DO UPDATE SET metadata = excluded.metadata
            """,
            [
                .text(edge.source.description), .text(edge.target.description), .text(edge.type.rawValue),
                .time(edge.createdAt), .text(edge.createdBy), .text(edge.metadata), .text(edge.threadID),
            ]
        )
        try disturb(edge)
        note(Event(.dependencyAdded, of: edge.source, new: "\(edge.type): \(edge.target)"))
    }

    private func check(_ edge: Edge, checksCycles: Bool) throws {
        if edge.type == .parentChild {
            guard try !read.reaches(edge.source, from: edge.target, by: [.parentChild]) else {
                throw EdgeFault.cycle(edge.source, edge.target)
            }
        }
        if edge.type.isBlocking || edge.type == .waitsFor {
            guard try !read.reaches(edge.target, from: edge.source, by: [.parentChild]) else {
                throw EdgeFault.ancestor(child: edge.source, ancestor: edge.target)
            }
        }
        if edge.type == .parentChild { try checkFamily(of: edge) }
        guard checksCycles, edge.type.affectsReadiness else { return }
        guard try !Needs(read: read).closesCircle(edge) else {
            throw EdgeFault.cycle(edge.source, edge.target)
        }
    }

    /// Nobody who gets a new ancestor may be waiting for it already.
    private func checkFamily(of edge: Edge) throws {
        var family = [edge.source]
        var index = 0
        while index < family.count {
            let child = family[index]
            for wait in try read.edges(from: child) where wait.type.isBlocking || wait.type == .waitsFor {
                guard try !read.reaches(wait.target, from: edge.target, by: [.parentChild]) else {
                    throw EdgeFault.ancestor(child: child, ancestor: wait.target)
                }
            }
            family += try read.children(of: child).filter { !family.contains($0) }
            index += 1
        }
    }

    /// Parts two beads: one kind of edge, or all kinds between them.
    ///
    /// - Returns: how many edges there were.
    @discardableResult
    package func removeEdges(from source: BeadID, to target: BeadID, type: EdgeType? = nil) throws -> Int {
        let doomed = try read.edges(from: source).filter { $0.target == target && (type == nil || $0.type == type) }
        guard let shelf = try read.shelf(of: source) else { throw BeadFault.missing(source) }
        for edge in doomed {
            try disturb(edge)
            try change(
                shelf,
                "DELETE FROM \(shelf.edges) WHERE source = ?1 AND target = ?2 AND type = ?3",
                [.text(source.description), .text(target.description), .text(edge.type.rawValue)]
            )
            note(Event(.dependencyRemoved, of: source, old: "\(edge.type): \(target)"))
        }
        return doomed.count
    }

    /// Marks the beads whose readiness an edge that comes or goes may change.
    func disturb(_ edge: Edge) throws {
        guard edge.type.affectsReadiness else { return }
        unsettled.insert(edge.source)
        if edge.type == .parentChild { unsettled.formUnion(try read.waiters(behindParentsOf: [edge.source])) }
    }
}
