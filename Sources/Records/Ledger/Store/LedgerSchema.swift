import Basics
import SQL
import Vocabulary

/// Brings a ledger's tables to the state this program knows, and refuses what it does not know.
struct LedgerSchema {
    let path: String
    let scope: LedgerScope
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

    /// Whether every migration of the scope has been applied and no unknown one.
    private func isCurrent(_ database: Database) throws -> Bool {
        var isCurrent = true
        for (known, shelf) in [(Schema.versioned, Shelf.versioned), (Schema.ignored, .ignored)] {
            let applied = try names(on: shelf, of: database)
            guard let newer = applied.first(where: { name in !known.contains { $0.name == name } }) else {
                isCurrent = isCurrent && wanted(known).allSatisfy { applied.contains($0.name) }
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

    private func wanted(_ migrations: [Schema.Migration]) -> [Schema.Migration] {
        migrations.filter { scope == .town || $0.scope == .project }
    }

    /// An empty list where the table is not there yet, or, for ignored ones, in a fresh clone.
    private func names(on shelf: Shelf, of database: Database) throws -> [String] {
        do {
            let (start, end) = (Fact.migrations.lowerBound, Fact.migrations.upperBound)
            let sql = "SELECT key FROM \(shelf.facts) WHERE key >= '\(start)' AND key < '\(end)' ORDER BY key"
            return try database.rows(sql) { String(($0.text(0) ?? "").dropFirst(start.count)) }
        } catch let failure as SQLFailure where failure.code == .error {
            let tables = try database.rows("SELECT name FROM sqlite_master WHERE type = 'table'") { $0.text(0) ?? "" }
            if tables.contains(Shelf.versioned.facts) || database.mode == .creating { return [] }
            throw tables.isEmpty
                ? LedgerIdentity.unfinished(path)
                : Problem(.conflict, "\(path) is no ledger of beads; nothing was read or written")
        }
    }

    /// Applies what is missing, each migration in a transaction of its own.
    func apply(to database: Database, by actor: Actor) throws {
        for migration in wanted(Schema.versioned) {
            try apply(migration, noting: .versioned, to: database) {
                .versioned(CommitNote("schema: \(migration.name)", by: actor))
            }
        }
        for migration in wanted(Schema.ignored) {
            try apply(migration, noting: .ignored, to: database) { .ignored }
        }
    }

    private func apply(
        _ migration: Schema.Migration,
        noting shelf: Shelf,
        to database: Database,
        _ ending: () -> WriteEnding
    ) throws {
        try database.write(patience) { () -> WriteVerdict<Void> in
            if try names(on: shelf, of: database).contains(migration.name) { return .rollback(()) }
            for statement in migration.statements { try database.execute(statement) }
            try database.execute(
                "INSERT INTO \(shelf.facts) VALUES (?1, ?2)",
                [.text(Fact.migration(migration.name)), .time(now())]
            )
            return .commit((), ending())
        }
    }
}
