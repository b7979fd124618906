import Arguments
import CommandKit
import Console
import Convoys
import Ledger
import Vocabulary

/// `gt convoy add`: more issues for a convoy.
struct ConvoyAdd: RunnableCommand {
    static let name = "add"
    static let summary = "Let a convoy track more issues"
    static let details = "A convoy that was complete is open again until they are closed as well."

    @Argument("convoy", help: "Id or number") var reference: String
    @Argument("issue", atLeast: 1, help: "What it is to track") var issues: [String]

    init() {}

    func run(in context: CommandContext) throws {
        let convoy = try context.convoys().convoy(reference)
        let members = try context.identifiers(issues)
        let new = try context.changeConvoys("gt: convoy \(convoy.id) grows") { try $0.add(members, to: convoy.id) }
        let now = try context.convoy(written: convoy.id)
        context.showDone(json: now.json) {
            guard !new.isEmpty else { return ["🚚 \(convoy.id) tracks these already; nothing was added"] }
            return [
                "✓ Added \(new.count) issue(s) to convoy 🚚 \(convoy.id)",
                "  Issues: \(new.map(\.description).joined(separator: ", "))",
            ]
        }
    }
}
