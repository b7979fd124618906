import CDoltLite

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An open ledger file; owns the connection and the statements prepared on it.
///
/// Not for two threads at once.
package final class Database {
    /// How a file is opened.
    package enum Mode: Hashable, Sendable {
        /// A missing file is an error; nothing can be written.
        case reading
        /// A missing file is an error.
        case writing
        /// Makes the file; for drafts under a name of their own only.
        case creating
    }

    package let path: String
    package let mode: Mode
    private let engine: Engine
    private var connection: Connection
    private var statements: [String: Statement] = [:]

    /// Opens `path` and makes sure that it is a ledger file of our engine and nothing else.
    ///
    /// A file of zero bytes is refused, because the engine would take it for a new store.
    package init(_ path: String, _ mode: Mode) throws {
        self.path = path
        self.mode = mode
        engine = try Engine.loaded()
        connection = try Database.connect(path, mode, engine)
        try prepareConnection()
    }

    private static func connect(_ path: String, _ mode: Mode, _ engine: Engine) throws(SQLFailure) -> Connection {
        var facts = stat()
        if mode != .creating, stat(path, &facts) == 0, facts.st_size == 0 {
            throw SQLFailure(code: .notADatabase, message: "the file is empty", path: path)
        }
        return try Connection(path, flags: mode.flags, engine: engine)
    }

    /// Drops the connection and opens the file anew; prepared statements are forgotten.
    func reopen() throws {
        statements = [:]
        connection = try Database.connect(path, mode, engine)
        try prepareConnection()
    }

    /// How long the engine itself waits for a lock before it answers "busy".
    func waitForLocks(milliseconds: Int32) {
        _ = connection.api.busy_timeout(connection.handle, milliseconds)
    }

    private func prepareConnection() throws {
        waitForLocks(milliseconds: 30_000)
        let said = try first("SELECT dolt_version(), doltlite_engine()") { ($0.text(0), $0.text(1)) }
        try engine.accept(said?.0 ?? "")
        guard said?.1 == "prolly" else {
            throw SQLFailure(code: .notADatabase, message: "the file is no DoltLite store", path: path)
        }
        if mode != .reading { try execute("PRAGMA cache_size=-8000") }
    }

    /// The prepared form of `text`, made on first use.
    package func statement(_ text: String) throws(SQLFailure) -> Statement {
        if let known = statements[text] { return known }
        let fresh = try Statement(text, on: connection)
        statements[text] = fresh
        return fresh
    }

    /// A statement that is not kept, for texts that come from outside.
    ///
    /// Text that holds no statement, or more than one, is refused: the engine would leave out all but the first.
    package func statementOnce(_ text: String) throws(SQLFailure) -> Statement {
        let statement = try Statement(text, on: connection)
        guard statement.standsAlone else {
            throw SQLFailure(code: .error, message: "there is more than one statement", statement: text, path: path)
        }
        return statement
    }

    /// Runs one statement for its effect.
    package func execute(_ text: String, _ values: [Value] = []) throws {
        try statement(text).each(values) { _ in }
    }

    /// The rows of a query, each made into `Element` while it can be read.
    package func rows<Element>(
        _ text: String,
        _ values: [Value] = [],
        _ make: (Row) throws -> Element
    ) throws -> [Element] {
        var all: [Element] = []
        try statement(text).each(values) { all.append(try make($0)) }
        return all
    }

    /// The first row of a query.
    package func first<Element>(
        _ text: String,
        _ values: [Value] = [],
        _ make: (Row) throws -> Element
    ) throws -> Element? {
        var found: Element?
        try statement(text).rows(values) { row in
            found = try make(row)
            return false
        }
        return found
    }

    /// The first column of the first row; null where there is no row.
    package func value(_ text: String, _ values: [Value] = []) throws -> Value {
        try first(text, values) { $0.value(0) } ?? .null
    }

    /// How many rows the last statement inserted, changed or deleted.
    package var changes: Int { Int(connection.api.changes(connection.handle)) }

    /// Whether no transaction is open.
    package var isAutocommitting: Bool { connection.api.get_autocommit(connection.handle) != 0 }

    /// Lets only statements through that read: for SQL that a user brings.
    ///
    /// Together with ``Mode/reading`` and ``Statement/isReadOnly`` this closes every way to write
    /// that the engine leaves open.
    package func forbidWriting() {
        _ = connection.api.set_authorizer(connection.handle, authorizeReading, nil)
    }

    /// One consistent view over several reads; never for writing.
    ///
    /// Inside another snapshot or a write it is a part of that.
    package func snapshot<R>(_ body: () throws -> R) throws -> R {
        guard isAutocommitting else { return try body() }
        try execute("BEGIN")
        defer { try? execute("COMMIT") }
        return try body()
    }
}

extension Database.Mode {
    /// SQLITE_OPEN_READONLY, READWRITE, or READWRITE with CREATE; all with NOMUTEX, because a connection is for one thread
    /// at a time and a lock at each column takes a twentieth of a list's time.
    var flags: Int32 {
        switch self {
        case .reading: 0x8001
        case .writing: 0x8002
        case .creating: 0x8006
        }
    }
}

/// The engine's functions that only read, by name; every other `dolt_…` function is denied.
private let readers: Set<String> = [
    "dolt_version", "doltlite_engine", "dolt_hashof", "dolt_hashof_catalog", "dolt_hashof_db", "dolt_hashof_index",
    "dolt_hashof_table", "dolt_merge_base",
]

/// The pragmas that describe tables and indexes and can change nothing, whatever they are given.
private let describers: Set<String> = [
    "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list",
    "integrity_check", "quick_check",
]

/// Answers the engine's question whether a statement may do something: 0 yes, 1 no.
private func authorizeReading(
    _: UnsafeMutableRawPointer?,
    _ action: Int32,
    _ first: UnsafePointer<CChar>?,
    _ second: UnsafePointer<CChar>?,
    _: UnsafePointer<CChar>?,
    _: UnsafePointer<CChar>?
) -> Int32 {
    switch action {
    case 20, 21, 33: return 0  // read a column, select, recursive query
    case 19:  // ask a pragma, by statement or as a table
        return describers.contains(first.map { String(cString: $0).lowercased() } ?? "") ? 0 : 1
    case 31:  // call a function
        let name = second.map { String(cString: $0).lowercased() } ?? ""
        let isTheirs = name.hasPrefix("dolt") || name == "load_extension" || name == "fts3_tokenizer"
        return !isTheirs || readers.contains(name) ? 0 : 1
    default: return 1
    }
}
