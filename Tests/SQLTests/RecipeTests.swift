import SQL
import TestKit
import Testing
import Vocabulary

/// What doltlite.md 1.1, 1.5 and 1.6 measured and the write recipe rests on.
@Suite(.scratch) struct RecipeTests {
    @Test func rowsAndVersionAreOneStep() throws {
        let place = try Place()
        try place.write("add a") { try $0.execute("INSERT INTO t VALUES ('a', 1)") }
        #expect(try place.messages().first == "add a")
        #expect(try place.count("dolt_status") == 0)
        #expect(try place.database.value("SELECT committer FROM dolt_log LIMIT 1") == "ana")
        #expect(try place.database.value("SELECT email FROM dolt_log LIMIT 1") == "ana@example.invalid")
        #expect(place.database.isAutocommitting)
        let other = try Database(place.path, .reading)
        #expect(try other.value("SELECT n FROM t WHERE id = 'a'") == 1)
    }

    @Test func aRefusalLeavesNothing() throws {
        let place = try Place()
        let before = try place.messages()
        #expect(throws: Refusal()) {
            try place.write {
                try $0.execute("INSERT INTO t VALUES ('a', 1)")
                try $0.execute("INSERT INTO wisp_t VALUES ('a')")
                throw Refusal()
            }
        }
        #expect(place.database.isAutocommitting)
        #expect(try place.ids() == [])
        #expect(try place.count("wisp_t") == 0)
        #expect(try place.messages() == before)
    }

    @Test func aRollbackVerdictLeavesNothingAndAnswers() throws {
        let place = try Place()
        let answer = try place.database.write(.brief) { () -> WriteVerdict<String> in
            try place.database.execute("INSERT INTO t VALUES ('a', 1)")
            return .rollback("not now")
        }
        #expect(answer == "not now")
        #expect(try place.ids() == [])
    }

    @Test func aFailedStatementLeavesNothing() throws {
        let place = try Place()
        try place.write { try $0.execute("INSERT INTO t VALUES ('a', 1)") }
        let failure = #expect(throws: SQLFailure.self) {
            try place.write {
                try $0.execute("INSERT INTO t VALUES ('b', 1)")
                try $0.execute("INSERT INTO t VALUES ('a', 1)")
            }
        }
        #expect(failure?.code.primary == .constraint)
        #expect(try place.ids() == ["a"])
        try place.write { try $0.execute("INSERT INTO t VALUES ('c', 1)") }
        #expect(try place.ids() == ["a", "c"])
    }

    @Test func ignoredTablesMakeNoHistory() throws {
        let place = try Place()
        let before = try place.messages()
        try place.database.write(.brief) {
            .commit(try place.database.execute("INSERT INTO wisp_t VALUES ('w')"), .ignored)
        }
        #expect(try place.messages() == before)
        #expect(try place.count("dolt_status") == 0)
        #expect(try Database(place.path, .reading).value("SELECT count(*) FROM wisp_t") == 1)
    }

    @Test func bothKindsChangeInOneStep() throws {
        let place = try Place()
        try place.write("both") {
            try $0.execute("INSERT INTO t VALUES ('a', 1)")
            try $0.execute("INSERT INTO wisp_t VALUES ('w')")
        }
        #expect(try place.messages().first == "both")
        #expect(try place.count("wisp_t") == 1)
        #expect(try place.count("dolt_diff WHERE table_name = 'wisp_t'") == 0)
    }

    /// `--skip-empty`: a hash where something versioned changed, the number 0 where nothing did.
    @Test func anEmptyVersionIsNoErrorAndKeepsIgnoredRows() throws {
        let place = try Place()
        let before = try place.messages()
        try place.write {
            try $0.execute("INSERT INTO wisp_t VALUES ('w')")
            try $0.execute("INSERT INTO t VALUES ('a', 1)")
            try $0.execute("DELETE FROM t")
        }
        #expect(try place.messages() == before)
        #expect(try place.count("wisp_t") == 1)
        let database = place.database
        let sql = "SELECT dolt_commit('-Am', 'm', '--skip-empty', '--author', 'a <a@b>')"
        try database.execute("BEGIN IMMEDIATE")
        #expect(try database.value(sql) == 0)
        try database.execute("ROLLBACK")
        try database.execute("BEGIN IMMEDIATE")
        try database.execute("INSERT INTO t VALUES ('b', 1)")
        guard case .text(let hash) = try database.value(sql) else {
            Issue.record("no hash")
            return
        }
        #expect(hash.count == 40)
        // Durable already, whatever follows.
        #expect(!database.isAutocommitting)
        try database.execute("ROLLBACK")
        #expect(try place.ids() == ["b"])
    }

    @Test(arguments: ["", " \n", "--amend", "-m", "x\0y", "ü 🏘 'quoted' \"text\"", "\0"])
    func takesAnyMessage(_ message: String) throws {
        let place = try Place()
        try place.write(message) { try $0.execute("INSERT INTO t VALUES ('a', 1)") }
        let wanted = CommitNote(message, by: actor).message
        #expect(try place.messages().first == wanted)
        #expect(!wanted.isEmpty)
    }

    @Test func cutsLongMessagesBetweenCharacters() throws {
        let place = try Place()
        let message = "x" + String(repeating: "ü", count: 40_000)
        try place.write(message) { try $0.execute("INSERT INTO t VALUES ('a', 1)") }
        #expect(try place.messages().first == "x" + String(repeating: "ü", count: 3_999))
        let family = String(repeating: "👨‍👩‍👧‍👦", count: 8_000)
        try place.write(family) { try $0.execute("INSERT INTO t VALUES ('b', 1)") }
        #expect(try place.messages().first?.utf8.count ?? 0 <= 8_000)
    }

    @Test(arguments: [
        (Actor(""), "unknown", "beads@local"), (Actor("<>"), "unknown", "beads@local"),
        (Actor("shop/polecats/toast"), "shop/polecats/toast", "beads@local"),
        (Actor("Ana <Maria>\nB", email: "<a b@c>"), "Ana MariaB", "ab@c"), (Actor("ü", email: ""), "ü", "beads@local"),
        (Actor("a", email: "x@y\nz"), "a", "x@yz"),
    ])
    func takesAnyAuthor(_ author: Actor, _ name: String, _ mail: String) throws {
        try expect(author, isKeptAs: name, mail)
    }

    @Test func takesALongAuthor() throws {
        let name = String(repeating: "n", count: 3_000)
        try expect(Actor(name), isKeptAs: name, "beads@local")
    }

    private func expect(_ author: Actor, isKeptAs name: String, _ mail: String) throws {
        let place = try Place()
        try place.database.write(.brief) {
            try place.database.execute("INSERT INTO t VALUES ('a', 1)")
            return .commit((), .versioned(CommitNote("m", by: author)))
        }
        #expect(try place.database.value("SELECT committer FROM dolt_log LIMIT 1") == .text(name))
        #expect(try place.database.value("SELECT email FROM dolt_log LIMIT 1") == .text(mail))
    }

    @Test func ddlRollsBackWithItsRows() throws {
        let place = try Place()
        #expect(throws: Refusal()) {
            try place.write {
                try $0.execute("CREATE TABLE other (id TEXT)")
                try $0.execute("INSERT INTO other VALUES ('x')")
                throw Refusal()
            }
        }
        #expect(throws: SQLFailure.self) { try place.database.value("SELECT count(*) FROM other") }
    }
}
