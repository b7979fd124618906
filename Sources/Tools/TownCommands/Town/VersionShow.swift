import Arguments
package import CommandKit
import JSON
import SQL

/// `gt version`: this program and the engine it runs on.
package struct VersionShow: RunnableCommand {
    package static let name = "version"
    package static let summary = "Print the versions of program and engine"
    package static let section = HelpSection.town

    package init() {}

    package func run(in context: CommandContext) throws {
        let engine = try Engine.loaded().version()
        context.show(json: ["version": .string(Product.version), "engine": .string("DoltLite \(engine)")]) {
            ["gt version \(Product.version) (engine DoltLite \(engine))"]
        }
    }
}
