import Arguments
import CommandKit
import Console
import JSON
import Ledger
import Views
import Vocabulary

/// `bd blocked`: what waits, and for what.
struct BeadBlocked: RunnableCommand {
    static let name = "blocked"
    static let summary = "Show what is blocked and by what"
    static let section = Section.finding

    @Option("parent", help: "Below this issue") var parent: String?

    func run(in context: CommandContext) throws {
        let ledger = try context.ledger()
        let parent = try parent.map { try context.bead($0).id }
        let blocked = try ledger.snapshot { try $0.blocked(below: parent) }
        context.show(json: .array(blocked.map(object))) {
            if blocked.isEmpty { return ["", "✨ No blocked issues", ""] }
            return ["", "🚫 Blocked issues (\(blocked.count)):", ""] + blocked.flatMap { BeadRows.blocked($0) + [""] }
        }
    }

    private func object(_ blocked: BlockedBead) -> JSON {
        BeadObject.plain(
            blocked.bead,
            more: [
                JSON.Member("blocked_by_count", .int(blocked.blockers.count)),
                JSON.Member("blocked_by", .strings(blocked.blockers.map(\.id.description))),
            ]
        )
    }
}
