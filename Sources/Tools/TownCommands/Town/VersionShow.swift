import Arguments
import CommandKit
import JSON
import SQL

/// `gt version`: this program and the engine it runs on.
struct VersionShow: RunnableCommand {
    static let name = "version"
    static let summary = "Print the versions of program and engine"
    static let section = HelpSection.town

    func run(in context: CommandContext) throws {
        let engine = try Engine.loaded().version()
        context.show(json: ["version": .string(Product.version), "engine": .string("DoltLite \(engine)")]) {
            ["gt version \(Product.version) (engine DoltLite \(engine))"]
        }
    }
}
