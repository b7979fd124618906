package import Basics
import SQL

extension Reader {
    /// Hands the beads of a list to `each`, one by one and in order, so that none has to be kept.
    ///
    /// At most `limit` are handed over, all where it is 0; the result tells whether the limit hid
    /// any. `detail` says what is read beside the row.
    @discardableResult
    package func list(
        _ filter: BeadFilter,
        by order: BeadOrder = BeadOrder(),
        limit: Int = 0,
        at now: Timestamp,
        detail: ListDetail = .all,
        _ each: (ListedBead) throws -> Void
    ) throws -> Bool {
        let query = try listSelection(filter, by: order, limit: limit, at: now)
        if limit > 0, limit <= Relations.longestPage {
            var page: [Bead] = []
            page.reserveCapacity(limit + 1)
            try database.statement(query.sql).each(query.values) { page.append(Bead(row: $0)) }
            let isCut = page.count > limit
            if isCut { page.removeLast() }
            try list(page, detail, each)
            return isCut
        }
        let relations = try Relations(of: nil, detail, from: database)
        var count = 0
        try database.statement(query.sql).each(query.values) { row in
            count += 1
            guard limit == 0 || count <= limit else { return }
            var listed = ListedBead(Bead(row: row))
            relations.complete(&listed)
            try each(listed)
        }
        return limit > 0 && count > limit
    }

    /// The query of ``list(_:by:limit:at:detail:_:)``; asks for one more than the limit.
    package func listSelection(
        _ filter: BeadFilter,
        by order: BeadOrder = BeadOrder(),
        limit: Int = 0,
        at now: Timestamp
    ) throws -> Clause {
        let end = " ORDER BY \(order.sql)" + (limit > 0 ? " LIMIT \(limit + 1)" : "")
        // Cut on each shelf too: only with a limit of its own is a shelf walked along its index.
        let walk = order == BeadOrder() && filter.isServedByIndex ? " INDEXED BY issues_not_closed" : ""
        var query = try listQuery(filter, columns: Bead.columns, walk: walk, end: limit > 0 ? end : nil, at: now)
        query.sql += end
        return query
    }

    /// Hands over beads that were found in another way, with what lists show beside them.
    package func list(_ beads: [Bead], _ detail: ListDetail = .all, _ each: (ListedBead) throws -> Void) throws {
        let relations = try Relations(around: beads, detail, from: database)
        for bead in beads {
            var listed = ListedBead(bead)
            relations.complete(&listed)
            try each(listed)
        }
    }

    /// How many beads a filter finds.
    package func count(_ filter: BeadFilter, at now: Timestamp) throws -> Int {
        let query = try listQuery(filter, columns: "id", at: now)
        return try database.first("SELECT count(*) FROM (\(query.sql))", query.values) { $0.integer(0) } ?? 0
    }

    /// How many beads a filter finds for each value of a column, by that value.
    package func counts(_ filter: BeadFilter, by column: CountColumn, at now: Timestamp) throws -> [(String, Int)] {
        let rows: (String, [Value])
        if column == .label {
            let query = try listQuery(filter, columns: "id", at: now)
            let labels = Shelf.allCases.map { "SELECT issue_id, label FROM \($0.labels)" }
                .joined(separator: " UNION ALL ")
            let sql = """
                SELECT coalesce(l.label, '(no labels)') AS g, count(*) FROM (\(query.sql)) AS f
                LEFT JOIN (\(labels)) AS l ON l.issue_id = f.id GROUP BY g ORDER BY g
                """
            rows = (sql, query.values)
        } else {
            let query = try listQuery(filter, columns: "\(column.sql) AS g", at: now)
            rows = ("SELECT g, count(*) FROM (\(query.sql)) GROUP BY g ORDER BY g", query.values)
        }
        return try database.rows(rows.0, rows.1) { ($0.text(0) ?? "", $0.integer(1)) }
    }

    /// What ``counts(_:by:at:)`` groups by.
    package enum CountColumn: Hashable, Sendable {
        case status, priority, type, assignee, label

        fileprivate var sql: String {
            switch self {
            case .status: "status"
            case .priority: "'P' || priority"
            case .type: "issue_type"
            case .assignee: "CASE WHEN assignee IS NULL OR assignee = '' THEN '(unassigned)' ELSE assignee END"
            case .label: "label"
            }
        }
    }

    /// The select of both shelves, or of one where the other has no row at all.
    ///
    /// `walk` names the index of the versioned shelf that gives the order: left alone, the planner sorts whole rows as
    /// soon as a state is named, because it takes that to leave a handful of them.
    private func listQuery(
        _ filter: BeadFilter,
        columns: String,
        walk: String = "",
        end: String? = nil,
        at now: Timestamp
    ) throws -> Clause {
        let statuses = try statuses()
        let shelves = try Shelf.inUse(database)
        var sql: [String] = []
        var values: [Value] = []
        for shelf in shelves {
            let clauses = filter.clauses(on: shelf, statuses, at: now)
            let condition = clauses.isEmpty ? "" : " WHERE " + clauses.map(\.sql).joined(separator: " AND ")
            let select = "SELECT \(columns) FROM \(shelf.beads)\(shelf == .versioned ? walk : "")\(condition)"
            sql.append(shelves.count > 1 ? end.map { "SELECT * FROM (\(select)\($0))" } ?? select : select)
            values += clauses.flatMap(\.values)
        }
        return Clause(sql.joined(separator: " UNION ALL "), values)
    }
}
