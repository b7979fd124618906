import Basics
import SQL
import Vocabulary

/// Brings a ledger's tables to the state this program knows, and refuses what it does not know.
struct LedgerSchema {
    let path: String
    let now: @Sendable () -> Timestamp
    let patience: WritePatience

    /// Opens the file in `mode`; one whose schema is older is first brought up to date.
    ///
    /// Opening may be refused for a moment while others open and close the file: it is tried again.
    func openCurrent(_ mode: Database.Mode) throws -> Database {
        try patience.retry { try open(mode) }
    }

    private func open(_ mode: Database.Mode) throws -> Database {
        let database = try Database(path, mode)
        if try isCurrent(database) { return database }
        if mode == .reading {
            try apply(to: Database(path, .writing), by: Actor("bd"))
            return try Database(path, .reading)
        }
        try apply(to: database, by: Actor("bd"))
        return database
    }

    /// Whether every known migration has been applied and no unknown one.
    private func isCurrent(_ database: Database) throws -> Bool {
        let known = [Schema.versioned, Schema.ignored].map { $0.map(\.name) }
        var isCurrent = true
        for (wanted, table) in zip(known, ["schema_migrations", "wisp_migrations"]) {
            let applied = try names(in: table, of: database)
            guard let newer = applied.first(where: { !wanted.contains($0) }) else {
                isCurrent = isCurrent && applied.count == wanted.count
                continue
            }
            throw Problem(
                .environment,
                "the ledger \(path) was written by a newer version of this program; nothing was read or written",
                causes: ["it has the schema \(newer)"],
                hints: ["Install the newer version."]
            )
        }
        return isCurrent
    }

    /// An empty list where the table is not there yet, or, for ignored ones, in a fresh clone.
    private func names(in table: String, of database: Database) throws -> [String] {
        do {
            return try database.rows("SELECT name FROM \(table) ORDER BY name") { $0.text(0) ?? "" }
        } catch let failure as SQLFailure where failure.code == .error {
            let tables = try database.rows("SELECT name FROM sqlite_master WHERE type = 'table'") { $0.text(0) ?? "" }
            if tables.contains("schema_migrations") || database.mode == .creating { return [] }
            throw tables.isEmpty
                ? LedgerIdentity.unfinished(path)
                : Problem(.conflict, "\(path) is no ledger of beads; nothing was read or written")
        }
    }

    /// Applies what is missing, each migration in a transaction of its own.
    func apply(to database: Database, by actor: Actor) throws {
        for migration in Schema.versioned {
            try apply(migration, noting: "schema_migrations", to: database) {
                .versioned(CommitNote("schema: \(migration.name)", by: actor))
            }
        }
        for migration in Schema.ignored {
            try apply(migration, noting: "wisp_migrations", to: database) { .ignored }
        }
    }

    private func apply(
        _ migration: Schema.Migration,
        noting table: String,
        to database: Database,
        _ ending: () -> WriteEnding
    ) throws {
        try database.write(patience) { () -> WriteVerdict<Void> in
            if try names(in: table, of: database).contains(migration.name) { return .rollback(()) }
            for statement in migration.statements { try database.execute(statement) }
            try database.execute(
                "INSERT INTO \(table) (name, applied_at) VALUES (?1, ?2)",
                [.text(migration.name), .time(now())]
            )
            return .commit((), ending())
        }
    }
}
