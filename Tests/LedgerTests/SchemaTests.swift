import Ledger
import SQL
import TestKit
import Testing

/// What doltlite.md 1.6 demands of the tables, so that nothing of a wisp ever enters history.
@Suite(.scratch) struct SchemaTests {
    @Test func everyIgnoredTableIsNamedByARule() throws {
        let town = try LedgerFixture()
        let rules = try town.ledger.names("SELECT pattern FROM dolt_ignore WHERE ignored = 1")
        #expect(rules == ["wisp_%", "wisps"])
        let tables = try town.ledger.names("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        let ignored = tables.filter { $0 == "wisps" || $0.hasPrefix("wisp_") }
        #expect(ignored.count >= 8)
    }

    @Test func bothShelvesHaveTheSameColumns() throws {
        let town = try LedgerFixture()
        func columns(_ table: String) throws -> [String] {
            try town.ledger.names(
                "SELECT name || ' ' || type || ' ' || \"notnull\" || ' ' || pk FROM pragma_table_info('\(table)')"
            )
        }
        let (a, b) = (Shelf.versioned, Shelf.ignored)
        for (one, other) in [
            (a.beads, b.beads), (a.edges, b.edges), (a.labels, b.labels), (a.comments, b.comments),
            ("events", "wisp_events"), ("metadata", "wisp_metadata"),
        ] {
            let wanted = try columns(one)
            #expect(!wanted.isEmpty)
            #expect(try columns(other) == wanted, "\(one) and \(other)")
        }
    }

    @Test func nothingLeaksThroughTheSchema() throws {
        let town = try LedgerFixture()
        let kinds = try town.ledger.names("SELECT DISTINCT type FROM sqlite_master ORDER BY type")
        #expect(kinds == ["index", "table"])
        let odd = try town.ledger.names(
            """
            SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%' OR name LIKE 'sqlite_stat%'
            OR name = 'sqlite_sequence'
            """
        )
        #expect(odd == [])
    }

    @Test func aFreshLedgerIsClean() throws {
        let town = try LedgerFixture()
        #expect(try town.ledger.number("SELECT count(*) FROM dolt_status") == 0)
        #expect(try town.ledger.names("PRAGMA integrity_check") == ["ok"])
    }

    @Test func noRowOfAWispEntersHistory() throws {
        let town = try LedgerFixture()
        try writeWisps(in: town)
        #expect(try leaks(of: town) == [])
        // The negative control: the one way that does put a table into history.
        let database = try Database(town.path, .writing)
        _ = try database.value("SELECT dolt_add('-f', 'wisp_labels')")
        _ = try database.value("SELECT dolt_commit('-m', 'leak', '--author', 'a <a@b>')")
        #expect(try leaks(of: town) == ["dolt_diff: wisp_labels", "wisp_labels", "at wisp_labels"])
    }

    @Test func aCloneHasNothingOfAWisp() throws {
        let town = try LedgerFixture()
        try writeWisps(in: town)
        let scratch = try #require(Scratch.current)
        let database = try Database(town.path, .writing)
        _ = try database.value("SELECT dolt_remote('add', 'o', ?1)", [.text("file://\(scratch.file("remote.db"))")])
        _ = try database.value("SELECT dolt_push('o', 'main')")
        let clone = try Database(scratch.file("clone.db"), .creating)
        _ = try clone.value("SELECT dolt_clone(?1)", [.text("file://\(scratch.file("remote.db"))")])
        let tables = try clone.rows("SELECT name FROM sqlite_master WHERE type = 'table'") { $0.text(0) ?? "" }
        #expect(tables.contains("issues"))
        #expect(!tables.contains { $0.hasPrefix("wisp") })
        for file in ["remote.db", "clone.db"] {
            let bytes = try scratch.bytes(file)
            #expect(!bytes.contains(SchemaTests.marker), "\(file) holds a wisp's text")
        }
    }

    private static let marker = "marker-of-a-wisp"

    /// A wisp with everything that can be tied to it, beside versioned beads, in all three endings.
    private func writeWisps(in town: LedgerFixture) throws {
        let text = SchemaTests.marker
        try town.beads("a", "b")
        try town.beads("wisp-w", "wisp-v") {
            $0.isEphemeral = true
            $0.title = text
        }
        try town.write {
            try $0.update(id("a")) { $0.title = "both" }
            try $0.update(id("wisp-w")) { $0.description = text }
            try $0.addLabel(text, to: id("wisp-w"))
            try $0.comment(on: id("wisp-w"), text)
            let child = try $0.makeChildIdentifier(of: id("wisp-w"), isWisp: true)
            var bead = Bead(id: child, title: text, at: $0.time)
            bead.hasNoHistory = true
            try $0.insert(bead)
        }
        try town.join("wisp-w", .blocks, "a", metadata: "{\"m\":\"\(text)\"}")
        try town.join("wisp-v", .parentChild, "wisp-w")
        try town.write {
            try $0.close(id("a"))
            try $0.delete(id("wisp-v"))
        }
    }

    /// The queries of doltlite.md 1.6, each with what it found.
    private func leaks(of town: LedgerFixture) throws -> [String] {
        let ledger = try town.another(.reading)
        var found = try ledger.names("SELECT DISTINCT table_name FROM dolt_diff WHERE table_name LIKE 'wisp%'")
            .map { "dolt_diff: \($0)" }
        let tables = try ledger.names("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'wisp%'")
        let commits = try ledger.names("SELECT commit_hash FROM dolt_log")
        for table in tables {
            let rows = try? ledger.number("SELECT count(*) FROM dolt_diff_\(table) WHERE to_commit <> 'WORKING'")
            if let rows, rows > 0 { found.append(table) }
            for commit in commits
            where (try? ledger.number("SELECT count(*) FROM dolt_at_\(table)('\(commit)')")) != nil {
                found.append("at \(table)")
            }
        }
        for table in ["events", "issues", "dependencies", "labels", "comments", "metadata"] {
            let columns = try ledger.names("SELECT name FROM pragma_table_info('\(table)')")
            let anything = columns.map { "coalesce(\($0), '')" }.joined(separator: " || ")
            let rows = try ledger.number(
                "SELECT count(*) FROM \(table) WHERE \(anything) LIKE '%\(SchemaTests.marker)%' OR \(anything) LIKE '%wisp-%'"
            )
            if rows > 0 { found.append("\(table): \(rows)") }
        }
        return found
    }
}
