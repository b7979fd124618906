import Arguments
import CommandKit
import Console
import Convoys
import Mail
import Stores
import TownContext
import Vocabulary

/// `gt convoy create`: makes a convoy.
struct ConvoyCreate: RunnableCommand {
    static let name = "create"
    static let summary = "Make a convoy of some issues"
    static let details = "Where the first word is an issue itself, the convoy is called after it."

    @Argument("name", help: "What the convoy is called") var title: String
    @Argument("issue", help: "What it tracks") var issues: [String]
    @Option("notify", bare: "mayor", help: "Who gets mail when it is complete, besides the overseer")
    var watchers: [String]

    init() {}

    func run(in context: CommandContext) throws {
        var title = title
        var words = issues
        // As the original: an issue where the name should be is an issue.
        if let id = BeadID(title), try context.stores().townLookup()(id) != nil {
            words.insert(title, at: 0)
            title = "Tracking \(id)"
        }
        let members = try context.identifiers(words)
        let told = try watchers.map { try context.address($0, for: .writing) }
        let id = try context.changeConvoys("gt: convoy \(title.prefix(60))") {
            try $0.create(title, tracking: members, watchers: told)
        }
        let convoy = try context.convoy(written: id)
        context.showDone(json: convoy.json) {
            [
                "✓ Created convoy 🚚 \(id)", "", "  Name:     \(title)", "  Tracking: \(convoy.members.count) issues",
                "  Issues:   \(convoy.members.map(\.id.description).joined(separator: ", "))",
            ] + (told.isEmpty ? [] : ["  Notify:   \(told.map(\.description).joined(separator: ", "))"])
        }
    }
}
