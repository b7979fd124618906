package import Basics
import SQL

extension Reader {
    /// The beads that can be started now, in the order and up to the limit of the query.
    ///
    /// Open (or in a custom active state), not blocked, not pinned, not asleep and without a parent
    /// that is; a deferred bead whose time has come counts as open, so nobody need wake it.
    package func ready(_ query: ReadyQuery, at now: Timestamp) throws -> [Bead] {
        let selections = try readySelections(query, at: now)
        var found: [Bead] = []
        found.reserveCapacity(query.limit)
        for selection in selections {
            try database.statement(selection.sql).each(selection.values) { found.append(Bead(row: $0)) }
        }
        found.sort { query.order.puts($0, before: $1, at: now) }
        if query.limit > 0 { found.removeLast(max(0, found.count - query.limit)) }
        return found
    }

    /// The queries that `ready` unites; each is cut at the limit by itself.
    ///
    /// The state and the flag stand as literals, because only then the planner takes the partial
    /// indexes (doltlite.md 12).
    package func readySelections(
        _ query: ReadyQuery,
        columns: String = Bead.columns,
        at now: Timestamp
    ) throws -> [Clause] {
        let shelves = try Shelf.inUse(database)
        var states = shelves.map { ($0, Clause("status = 'open'")) }
        let custom = try statuses().active.map(\.rawValue)
        if !custom.isEmpty { states += shelves.map { ($0, .any("status", of: custom)) } }
        let due = query.includesDeferred ? Clause("1") : Clause("defer_until <= ?", [.time(now)])
        states += shelves.map { ($0, Clause("status = 'deferred' AND \(due.sql)", due.values)) }
        return states.map { shelf, state in
            var clauses = [state, Clause("is_blocked = 0")] + query.clauses(on: shelf)
            if !query.includesDeferred { clauses.append(.awake(at: now, on: shelf)) }
            let condition = clauses.map(\.sql).joined(separator: " AND ")
            let limit = query.limit > 0 && query.order == .priority ? " LIMIT \(query.limit)" : ""
            return Clause(
                """
                SELECT \(columns) FROM \(shelf.beads) WHERE \(condition) \
                ORDER BY priority, created_at DESC, id\(limit)
                """,
                clauses.flatMap(\.values)
            )
        }
    }
}

extension ReadyQuery.Order {
    /// Whether `a` is to be started before `b`.
    fileprivate func puts(_ a: Bead, before b: Bead, at now: Timestamp) -> Bool {
        switch self {
        case .priority:
            if a.priority != b.priority { return a.priority < b.priority }
            if a.createdAt != b.createdAt { return a.createdAt > b.createdAt }
        case .oldest:
            if a.createdAt != b.createdAt { return a.createdAt < b.createdAt }
        case .hybrid:
            let edge = now.advanced(by: .seconds(-48 * 3600))
            if (a.createdAt >= edge) != (b.createdAt >= edge) { return a.createdAt >= edge }
            if a.createdAt >= edge, a.priority != b.priority { return a.priority < b.priority }
            if a.createdAt != b.createdAt { return a.createdAt < b.createdAt }
        }
        return a.id < b.id
    }
}
