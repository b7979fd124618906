import SQL
import TestKit
import Testing

@Suite(.scratch) struct StatementTests {
    @Test func keepsEveryKindOfValue() throws {
        let place = try Place()
        let values: [Value] = [
            .null, .integer(Int.min), .integer(Int.max), .real(-0.5), .text(""), .text("ü🏘"), .text("a\0b"),
        ]
        for value in values {
            #expect(try place.database.value("SELECT ?1", [value]) == value)
        }
    }

    @Test func forgetsTheValuesOfTheRunBefore() throws {
        let place = try Place()
        #expect(try place.database.value("SELECT coalesce(?1, 'none')", ["a"]) == "a")
        #expect(try place.database.value("SELECT coalesce(?1, 'none')") == "none")
    }

    @Test func theSameTextCanRunInsideItself() throws {
        let place = try Place()
        try place.write {
            for id in ["a", "b", "c"] { try $0.execute("INSERT INTO t VALUES (?1, 1)", [.text(id)]) }
        }
        let sql = "SELECT id FROM t WHERE id >= ?1 ORDER BY id"
        let pairs = try place.database.rows(sql, ["b"]) { outer in
            (outer.text(0) ?? "") + (try place.database.rows(sql, ["a"]) { $0.text(0) ?? "" }).joined()
        }
        #expect(pairs == ["babc", "cabc"])
    }

    @Test func runsAgainAfterABodyThatThrew() throws {
        let place = try Place()
        try place.write { try $0.execute("INSERT INTO t VALUES ('a', 1)") }
        let statement = try place.database.statement("SELECT id FROM t")
        #expect(throws: Refusal()) { try statement.each([]) { _ in throw Refusal() } }
        var seen = 0
        try statement.each([]) { _ in seen += 1 }
        #expect(seen == 1)
    }

    @Test func saysWhichStatementFailed() throws {
        let place = try Place()
        let failure = #expect(throws: SQLFailure.self) { try place.database.execute("SELECT missing FROM t") }
        #expect(failure?.statement == "SELECT missing FROM t")
        #expect(failure?.message == "no such column: missing")
    }

    @Test func aSnapshotSeesOneState() throws {
        let place = try Place()
        let reader = try Database(place.path, .reading)
        let counts = try reader.snapshot { () -> [Value] in
            let first = try reader.value("SELECT count(*) FROM t")
            try place.write { try $0.execute("INSERT INTO t VALUES ('a', 1)") }
            return [first, try reader.snapshot { try reader.value("SELECT count(*) FROM t") }]
        }
        #expect(counts == [0, 0])
        #expect(try reader.value("SELECT count(*) FROM t") == 1)
    }
}
