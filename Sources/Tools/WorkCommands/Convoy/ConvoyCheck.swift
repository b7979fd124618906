import Arguments
import CommandKit
import Console
import Convoys
import JSON
import Ledger
import Vocabulary

/// `gt convoy check`: closes what is complete and was not told of yet.
struct ConvoyCheck: RunnableCommand {
    static let name = "check"
    static let summary = "Close convoys whose issues are all closed, open those of which one was reopened"
    static let details = """
        Landing does this by itself. It is for issues that somebody closed by hand: the convoys that are complete with \
        them are closed, and their watchers get mail. Those that are open again are told of again when they are complete. \
        Issues whose rig was removed are not waited for.
        """

    @Argument("convoy", help: "Id or number; all unless given") var reference: String?

    init() {}

    func run(in context: CommandContext) throws {
        let convoy = try reference.map { try context.convoys().convoy($0) }
        let candidates = try convoy.map { [$0] } ?? context.convoys().open()
        var closed: [BeadID] = []
        if candidates.contains(where: \.isOpenAgain) {
            let opened = try context.changeConvoys("gt: convoys open again") { try $0.openAgain(candidates.map(\.id)) }
            for convoy in opened { context.confirm("● Convoy 🚚 \(convoy) is open again") }
        }
        if candidates.contains(where: { $0.isComplete && $0.isUntold }) {
            closed = try context.changeConvoys("gt: convoys complete") { changes in
                try convoy.map { try changes.close(ifComplete: [$0.id]) } ?? changes.closeAll()
            }
        }
        context.show(json: .strings(closed.map(\.description))) {
            closed.isEmpty ? ["No convoys ready to close."] : closed.map { "✓ Closed convoy 🚚 \($0)" }
        }
    }
}
