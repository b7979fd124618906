import Arguments
import CommandKit
import Console
import Convoys
import JSON

/// `gt convoy list`: the convoys of the town.
struct ConvoyList: RunnableCommand {
    static let name = "list"
    static let summary = "List the convoys that are under way"
    static let details = "The other commands take the numbers of this list."

    @Flag("all", help: "Also those that are complete") var all

    init() {}

    func run(in context: CommandContext) throws {
        let book = try context.convoys()
        let open = try book.open()
        let convoys = try all ? book.all() : open
        context.show(json: .array(convoys.map(\.json))) {
            guard !convoys.isEmpty else {
                return ["No convoys found.", "Create a convoy with: gt convoy create <name> [issues...]"]
            }
            let lines = convoys.map { convoy in
                convoy.line(number: open.firstIndex { $0.id == convoy.id }.map { $0 + 1 })
            }
            return ["Convoys", ""] + lines + ["", "Use 'gt convoy status <id>' for detailed view."]
        }
    }
}
