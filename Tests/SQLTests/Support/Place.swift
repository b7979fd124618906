import SQL
import TestKit
import Vocabulary

/// A store of the running test, with the table `t (id, n)` committed and an ignored table `wisp_t`.
struct Place {
    let path: String
    let database: Database

    init(_ name: String = "store.db") throws {
        let scratch = try Scratch.current ?? Scratch.make(named: "sql")
        path = scratch.file(name)
        database = try Database(path, .creating)
        try write {
            try $0.execute("INSERT INTO dolt_ignore VALUES ('wisp_%', 1)")
            try $0.execute("CREATE TABLE t (id TEXT PRIMARY KEY, n INTEGER)")
        }
        try database.write(.brief) {
            .commit(try database.execute("CREATE TABLE wisp_t (id TEXT PRIMARY KEY)"), .ignored)
        }
    }

    /// One versioned write.
    func write(_ message: String = "test", _ body: (Database) throws -> Void) throws {
        try database.write(.brief) { .commit(try body(database), .versioned(CommitNote(message, by: actor))) }
    }

    func ids() throws -> [String] { try database.rows("SELECT id FROM t ORDER BY id") { $0.text(0) ?? "" } }

    /// The messages of all version commits, newest first.
    func messages() throws -> [String] { try database.rows("SELECT message FROM dolt_log") { $0.text(0) ?? "" } }

    func count(_ sql: String) throws -> Value { try database.value("SELECT count(*) FROM \(sql)") }
}

let actor = Actor("ana", email: "ana@example.invalid")

extension WritePatience {
    /// Gives up at once and never really waits.
    static var brief: WritePatience { WritePatience(limit: .zero, pause: { _ in }, random: { 0 }) }
}

/// A failure of the caller's own.
struct Refusal: Error, Equatable {}
