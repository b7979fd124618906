import Foundation
import SQL
import TestKit
import Testing

/// What a user's SQL may do: nothing but read, by a read-only connection, the authorizer and the
/// engine's own word on the statement together (doltlite.md 13).
@Suite(.scratch) struct ReadOnlyTests {
    static let reading = [
        "SELECT * FROM t", "SELECT count(*) FROM dolt_log", "SELECT * FROM dolt_status", "SELECT * FROM dolt_diff_t",
        "SELECT * FROM dolt_history_t", "SELECT * FROM dolt_at_t('HEAD')", "SELECT dolt_version(), doltlite_engine()",
        "SELECT dolt_hashof_db(), active_branch()", "SELECT upper(id), json_extract('{}', '$.a') FROM t",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION SELECT i + 1 FROM n WHERE i < 5) SELECT sum(i) FROM n",
        "EXPLAIN QUERY PLAN SELECT * FROM t", "PRAGMA table_info(t)", "SELECT name FROM pragma_table_info('t')",
        "SELECT name FROM sqlite_master", "SELECT * FROM json_each('[1,2]')", "VALUES (1, 2)",
    ]

    static let writing = [
        "INSERT INTO t VALUES ('x', 1)", "UPDATE t SET n = 2", "DELETE FROM t", "DROP TABLE t", "CREATE TABLE x (a)",
        "CREATE TEMP TABLE x (a)", "ALTER TABLE t ADD COLUMN x", "REPLACE INTO t VALUES ('a', 1)", "REINDEX", "ANALYZE",
        "WITH x AS (SELECT 1) DELETE FROM t", "BEGIN IMMEDIATE", "BEGIN", "SAVEPOINT s", "COMMIT", "VACUUM",
        "VACUUM INTO '$SCRATCH/copy.db'", "ATTACH '$SCRATCH/other.db' AS o",
        "ATTACH 'file:$SCRATCH/other.sq?doltlite_engine=sqlite' AS o", "DETACH main", "PRAGMA query_only = 0",
        "PRAGMA writable_schema = 1", "PRAGMA wal_checkpoint", "PRAGMA user_version = 7",
        "PRAGMA journal_mode = delete",
        "SELECT load_extension('x')", "SELECT dolt_creds_new()", "SELECT dolt_creds('export', 'x', '$SCRATCH')",
        "SELECT dolt_commit('-Am', 'x', '--allow-empty')", "SELECT dolt_add('-A')", "SELECT dolt_branch('x')",
        "SELECT dolt_checkout('-b', 'x')", "SELECT dolt_reset('--hard')", "SELECT dolt_gc()", "SELECT dolt_tag('x')",
        "SELECT dolt_merge('x')", "SELECT dolt_clean()", "SELECT dolt_revert('HEAD')",
        "SELECT dolt_cherry_pick('HEAD')",
        "SELECT dolt_rebase('-i', 'HEAD')", "SELECT dolt_config('user.name', 'x')",
        "SELECT dolt_remote('add', 'o', 'file://$SCRATCH/o')", "SELECT dolt_push('o', 'main')",
        "SELECT dolt_clone('file://$SCRATCH/o')", "SELECT dolt_fetch('o')", "SELECT dolt_pull('o')",
        "SELECT dolt_connect_branch('x')", "SELECT dolt_default_branch('x')", "SELECT dolt_verify_constraints()",
        "SELECT dolt_conflicts_resolve('--ours', 't')", "SELECT DOLT_GC()", "SELECT \"dolt_gc\"()",
        "INSERT INTO dolt_ignore VALUES ('t', 1)", "DELETE FROM dolt_branches", "EXPLAIN SELECT dolt_gc()",
        "SELECT id, (SELECT dolt_commit('-Am', 'x', '--allow-empty')) FROM t",
    ]

    @Test(arguments: reading) func letsReadingThrough(_ sql: String) throws {
        let reader = try readerOfOneRow().reader
        let statement = try reader.statementOnce(sql)
        #expect(statement.isReadOnly)
        var rows = 0
        try statement.each([]) { _ in rows += 1 }
        #expect(rows > 0 || sql.contains("dolt_status"))
    }

    @Test(arguments: writing) func refusesEverythingElse(_ sql: String) throws {
        let scratch = try #require(Scratch.current)
        let (place, reader) = try readerOfOneRow()
        let before = try Data(contentsOf: URL(filePath: place.path))
        let files = scratch.files()
        #expect(throws: SQLFailure.self) {
            let text = sql.replacingOccurrences(of: "$SCRATCH", with: scratch.path)
            let statement = try reader.statementOnce(text)
            try statement.each([]) { _ in }
            if !statement.isReadOnly { throw SQLFailure(code: .denied, message: "it writes", path: place.path) }
        }
        #expect(try Data(contentsOf: URL(filePath: place.path)) == before)
        #expect(scratch.files() == files)
    }

    /// Why all three are needed: each alone lets something through.
    @Test func theEngineCallsItsWritersReadOnly() throws {
        let (_, reader) = try readerOfOneRow(isForbidding: false)
        #expect(try reader.statementOnce("SELECT dolt_gc()").isReadOnly)
        #expect(try reader.statementOnce("SELECT dolt_commit('-Am', 'x')").isReadOnly)
    }

    private func readerOfOneRow(isForbidding: Bool = true) throws -> (place: Place, reader: Database) {
        let place = try Place()
        try place.write { try $0.execute("INSERT INTO t VALUES ('a', 1)") }
        let reader = try Database(place.path, .reading)
        if isForbidding { reader.forbidWriting() }
        return (place, reader)
    }
}
