import Arguments
import CommandKit
import JSON
import SQL
import Views

/// `bd version`: this program and the engine it runs on.
struct VersionCommand: RunnableCommand {
    static let name = "version"
    static let summary = "Print the versions of program and engine"
    static let section = Section.ledger

    func run(in context: CommandContext) throws { try Self.show(in: context) }

    static func show(in context: CommandContext) throws {
        let engine = try Engine.loaded().version()
        context.show(
            json: BeadObject.alone([
                JSON.Member("engine", .string("DoltLite \(engine)")),
                JSON.Member("version", .string(Product.version)),
            ]),
            text: { ["bd version \(Product.version) (engine DoltLite \(engine))"] }
        )
    }
}
