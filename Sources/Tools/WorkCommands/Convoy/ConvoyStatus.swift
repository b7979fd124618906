import Arguments
import CommandKit
import Console
import Convoys
import Effects
import JSON

/// `gt convoy status`: one convoy, or all that are under way.
struct ConvoyStatus: RunnableCommand {
    static let name = "status"
    static let summary = "Show how far a convoy is"
    static let details = "Without a convoy named, all that are under way."

    @Argument("convoy", help: "Id or number") var reference: String?

    init() {}

    func run(in context: CommandContext) throws {
        let book = try context.convoys()
        if let reference {
            let convoy = try book.convoy(reference)
            return context.show(json: convoy.json) { convoy.lines(in: context.effects.zone) }
        }
        let convoys = try book.open()
        context.show(json: .array(convoys.map(\.json))) {
            guard !convoys.isEmpty else { return ["No convoys are under way."] }
            return Array(convoys.map { $0.lines(in: context.effects.zone) }.joined(separator: [""]))
        }
    }
}
