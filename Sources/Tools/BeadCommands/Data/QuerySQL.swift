import Arguments
import CommandKit
import Console
import JSON
import Ledger
import SQL
import Stores
import Vocabulary

/// `bd sql`: questions to the tables of a ledger.
struct QuerySQL: RunnableCommand {
    static let name = "sql"
    static let summary = "Ask the ledger in SQL; nothing can be changed"
    static let details = """
        One statement that reads. `USE <database>;` before it chooses another ledger of the town, `hq` or a rig's \
        name, as does --database; the name of the ledger's own database means the ledger itself.
        """
    static let section = Section.ledger

    @Argument("query", help: "The statement") var query: String
    @Option("database", help: "hq or the name of a rig") var database: String?
    @Flag("csv", help: "Print CSV") var csv

    func run(in context: CommandContext) throws {
        let (chosen, text) = QuerySQL.parted(query)
        let stores = try context.stores()
        let named = try (database ?? chosen).map { try stores.ledger(at: stores.place(ofDatabase: $0)).path }
        let database = try Database(named ?? stores.here().file, .reading)
        database.forbidWriting()
        let statement = try prepared(text, database)
        if context.options.json { return try writeJSON(statement, to: context) }
        var table = Table(header: statement.columns)
        try statement.each([]) { row in
            table.rows.append(table.header.indices.map { QuerySQL.text(row.value($0)) })
        }
        if csv { return context.console.write(table.csv) }
        for line in table.lines() { context.console.output(line) }
        context.console.notes("(\(table.rows.count) rows)")
    }

    private func prepared(_ text: String, _ database: Database) throws -> Statement {
        let statement: Statement
        do {
            statement = try database.statementOnce(text)
        } catch let failure {
            throw refusal(failure) ?? Problem(.usage, "the statement cannot be understood", causes: [failure.message])
        }
        guard statement.isReadOnly else { throw Problem(.refused, "`bd sql` only reads") }
        return statement
    }

    /// What a statement is told that would change something, `nil` for another failure.
    private func refusal(_ failure: SQLFailure) -> Problem? {
        // The engine has no code of its own for a function that it was told to deny.
        let isFunction = failure.message.hasPrefix("not authorized to use function")
        guard isFunction || [.denied, .readOnly].contains(failure.code.primary) else { return nil }
        return Problem(.refused, "`bd sql` only reads", causes: [failure.message])
    }

    private func writeJSON(_ statement: Statement, to context: CommandContext) throws {
        let names = statement.columns
        var writer = JSONWriter(.indented) { context.console.write($0) }
        writer.beginArray()
        try statement.each([]) { row in
            writer.beginObject()
            for (index, name) in names.enumerated() {
                writer.name(name)
                writer.value(QuerySQL.json(row.value(index)))
            }
            writer.endObject()
        }
        writer.endArray()
        writer.endLine()
        writer.finish()
    }

    private static func text(_ value: Value) -> String {
        switch value {
        case .null: ""
        case .integer(let number): "\(number)"
        case .real(let number): "\(number)"
        case .text(let text): text
        }
    }

    private static func json(_ value: Value) -> JSON {
        switch value {
        case .null: .null
        case .integer(let number): .int(number)
        case .real(let number): number.isFinite ? .number("\(number)") : .string("\(number)")
        case .text(let text): .string(text)
        }
    }

    /// `USE name;` and the rest.
    private static func parted(_ text: String) -> (database: String?, query: String) {
        let trimmed = text.drop(while: \.isWhitespace)
        guard trimmed.lowercased().hasPrefix("use "), let end = trimmed.firstIndex(of: ";") else { return (nil, text) }
        let name = trimmed[..<end].dropFirst(4).filter { !$0.isWhitespace && $0 != "`" && $0 != "\"" }
        return (String(name), String(trimmed[trimmed.index(after: end)...]))
    }
}
