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
        let sleep = try sleep(on: shelves, at: now)
        if query.includesDeferred {
            states += shelves.map { ($0, Clause("status = 'deferred'")) }
        } else if sleep.hasDue {
            states += shelves.map { ($0, Clause("status = 'deferred' AND defer_until <= ?", [.time(now)])) }
        }
        return states.map { shelf, state in
            var clauses = [state, Clause("is_blocked = 0")] + query.clauses(on: shelf)
            if !query.includesDeferred, sleep.hasSleepers { clauses.append(.awake(at: now, on: shelf)) }
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

extension Reader {
    /// Whether any bead sleeps, and whether any deferred one is due: most often neither, and then nothing more is asked.
    private func sleep(on shelves: [Shelf], at now: Timestamp) throws -> (hasSleepers: Bool, hasDue: Bool) {
        try shelves.reduce((false, false)) { known, shelf in
            let sql = """
                SELECT EXISTS (SELECT 1 FROM \(shelf.beads) WHERE defer_until > ?1), \
                EXISTS (SELECT 1 FROM \(shelf.beads) WHERE defer_until <= ?1 AND status = 'deferred')
                """
            let found = try database.first(sql, [.time(now)]) { ($0.integer(0) == 1, $0.integer(1) == 1) }
            return (known.0 || found?.0 == true, known.1 || found?.1 == true)
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
