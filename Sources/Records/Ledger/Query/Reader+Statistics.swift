package import Basics
import SQL
import Vocabulary

/// What the ledger holds, in numbers.
package struct Statistics: Hashable, Sendable {
    package var total = 0
    package var open = 0
    package var inProgress = 0
    package var closed = 0
    package var blocked = 0
    package var deferred = 0
    package var pinned = 0
    package var ready = 0
    /// Epics all of whose children are closed.
    package var closableEpics = 0
    /// From creation to closing, over everything that is closed.
    package var averageLeadTimeHours = 0.0
}

extension Reader {
    /// Counts the beads that a list of all would show, or those of one assignee.
    package func statistics(assignee: String? = nil, at now: Timestamp) throws -> Statistics {
        var numbers = Statistics()
        var filter = BeadFilter()
        filter.states = .all
        filter.assignee = assignee
        for (status, count) in try counts(filter, by: .status, at: now) {
            numbers.total += count
            switch status {
            case "open": numbers.open += count
            case "in_progress": numbers.inProgress += count
            case "closed": numbers.closed += count
            case "deferred": numbers.deferred += count
            case "pinned": numbers.pinned += count
            default: break
            }
        }
        var ready = ReadyQuery()
        ready.limit = 0
        ready.assignee = assignee
        numbers.ready = try readyCount(ready, at: now)
        let own = assignee == nil ? "" : " AND assignee = ?1"
        let values = assignee.map { [Value.text($0)] } ?? []
        filter.onlyBlocked = true
        numbers.blocked = try count(filter, at: now)
        numbers.closableEpics = try number(
            """
            SELECT count(*) FROM issues WHERE issue_type = 'epic' AND status <> 'closed'\(own) \
            AND EXISTS (SELECT 1 FROM dependencies e WHERE e.target = issues.id AND e.type = 'parent-child') \
            AND NOT EXISTS (SELECT 1 FROM dependencies e JOIN issues c ON c.id = e.source \
            WHERE e.target = issues.id AND e.type = 'parent-child' AND c.status <> 'closed')
            """,
            values
        )
        let lead = "avg(julianday(closed_at) - julianday(created_at)) * 24"
        let sql = "SELECT \(lead) FROM issues WHERE status = 'closed'\(own)"
        if case .real(let hours) = try database.value(sql, values) { numbers.averageLeadTimeHours = hours }
        return numbers
    }

    private func number(_ sql: String, _ values: [Value]) throws -> Int {
        try database.first(sql, values) { $0.integer(0) } ?? 0
    }

    /// How many beads ``ready(_:at:)`` finds without a limit; counting each state of a bead ends at `atMost`, because no
    /// index can tell the number.
    package func readyCount(_ query: ReadyQuery, atMost: Int = .max, at now: Timestamp) throws -> Int {
        var query = query
        query.limit = atMost == .max ? 0 : atMost
        return try readySelections(query, columns: "1", at: now).reduce(0) { sum, selection in
            try sum + number("SELECT count(*) FROM (\(selection.sql))", selection.values)
        }
    }
}
