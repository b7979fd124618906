import Basics
import Ledger
import SQL
import TestKit
import Testing
import Vocabulary

/// With 100,000 beads, most of them open, `ready` and `list` walk their partial indexes.
@Suite(.scratch) struct PlanTests {
    static let size = 100_000

    @Test func readyAndListUseTheirIndexes() throws {
        let town = try LedgerFixture()
        try fill(town)
        let ledger = try town.another(.reading)
        #expect(try ledger.number("SELECT count(*) FROM issues") == PlanTests.size)
        let now = town.time.now()

        var query = ReadyQuery()
        for change: (inout ReadyQuery) -> Void in [
            { _ in }, { $0.limit = 1 }, { $0.assignee = "toast" }, { $0.priority = 2 }, { $0.labels = ["x"] },
        ] {
            query = ReadyQuery()
            change(&query)
            let plan = try plan(of: ledger.read.readySelections(query, at: now)[0], in: ledger)
            #expect(
                plan.first == "SCAN issues USING INDEX issues_ready"
                    || plan.first?.hasPrefix("SEARCH issues USING INDEX issues_ready") == true,
                "\(plan)"
            )
            #expect(!plan.contains { $0.contains("TEMP B-TREE FOR ORDER BY") }, "\(plan)")
        }
        for selection in try ledger.read.readySelections(ReadyQuery(), at: now) where selection.sql.contains("deferred")
        {
            let plan = try plan(of: selection, in: ledger)
            #expect(!plan.contains { $0.hasPrefix("SCAN issues") && !$0.contains("USING INDEX") }, "\(plan)")
        }

        var open = BeadFilter()
        open.states = .some([.open])
        for (filter, limit) in [(BeadFilter(), 50), (BeadFilter(), 0), (open, 50), (open, 0)] {
            let list = try plan(of: ledger.read.listSelection(filter, limit: limit, at: now), in: ledger)
            #expect(list.first == "SCAN issues USING INDEX issues_not_closed", "\(list)")
            #expect(!list.contains { $0.contains("TEMP B-TREE") }, "\(list)")
        }

        // With a wisp there are two shelves; each is still walked in order.
        try town.beads("wisp-w") { $0.hasNoHistory = true }
        let both = try plan(of: ledger.read.listSelection(BeadFilter(), limit: 50, at: now), in: ledger)
        #expect(both.contains("SCAN issues USING INDEX issues_not_closed"), "\(both)")
        #expect(try ledger.read.ready(ReadyQuery(), at: now).count == 100)
    }

    /// Where nobody sleeps, one query does, and counting with it reads no row of a bead.
    @Test func readyIsCountedInItsIndex() throws {
        let town = try LedgerFixture()
        let selections = try town.ledger.read.readySelections(ReadyQuery(), columns: "1", at: town.time.now())
        #expect(selections.count == 1)
        let database = town.ledger.read.database
        let rows = try database.first("SELECT rootpage FROM sqlite_master WHERE name = 'issues'") { $0.integer(0) }
        let steps = try database.rows("EXPLAIN \(selections[0].sql)", selections[0].values) {
            (name: $0.text(1) ?? "", first: $0.integer(2), second: $0.integer(3))
        }
        let cursor = try #require(steps.first { $0.name == "OpenRead" && $0.second == rows }?.first)
        #expect(steps.contains { $0.name == "Column" && $0.first != cursor })
        #expect(!steps.contains { $0.name == "Column" && $0.first == cursor })
    }

    /// Points: a bead, its edges and labels, its place in the counts.
    @Test func singleBeadsAreSearched() throws {
        let town = try LedgerFixture()
        for sql in [
            "SELECT \(Bead.columns) FROM issues WHERE id = 'gt-1'",
            "SELECT target FROM dependencies WHERE source = 'gt-1'",
            "SELECT source FROM dependencies WHERE target = 'gt-1' AND type = 'parent-child'",
            "SELECT label FROM labels WHERE issue_id = 'gt-1'", "SELECT * FROM comments WHERE issue_id = 'gt-1'",
            "SELECT new_value FROM events WHERE op_id = 'o' AND number = 0",
            "SELECT source FROM wisp_dependencies WHERE target = 'gt-1' AND type = 'parent-child'",
            "SELECT 1 FROM issues WHERE defer_until > '2026-01-01'",
            "SELECT 1 FROM issues WHERE defer_until <= '2026-01-01' AND status = 'deferred'",
        ] {
            let plan = try plan(of: Clause(sql), in: town.ledger)
            #expect(plan.count == 1 && plan[0].hasPrefix("SEARCH "), "\(sql): \(plan)")
        }
    }

    private func plan(of query: Clause, in ledger: Ledger) throws -> [String] {
        try ledger.read.database.rows("EXPLAIN QUERY PLAN \(query.sql)", query.values) { $0.text(3) ?? "" }
    }

    /// Rows made inside the engine, in one version.
    private func fill(_ town: LedgerFixture) throws {
        let database = try Database(town.path, .writing)
        try database.execute("BEGIN IMMEDIATE")
        try database.execute(
            """
            INSERT INTO issues (id, title, description, status, priority, created_at, updated_at, is_blocked, defer_until)
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?1 - 1)
            SELECT printf('gt-%06x', i), 'Bead ' || i, 'What is to be done with number ' || i,
                CASE WHEN i % 10 = 0 THEN 'closed' WHEN i % 1000 = 1 THEN 'deferred' ELSE 'open' END, i % 5,
                printf('2026-01-%02dT%02d:%02d:%02d.%09dZ', 1 + i % 28, i % 24, i % 60, i % 59, i),
                '2026-02-01T00:00:00.000000000Z', i % 3 = 0, CASE WHEN i % 1000 = 1 THEN '2026-03-01T00:00:00Z' END
            FROM n
            """,
            [.integer(PlanTests.size)]
        )
        _ = try database.value("SELECT dolt_commit('-Am', 'fill', '--author', 'a <a@b>')")
        if !database.isAutocommitting { try database.execute("COMMIT") }
    }
}
