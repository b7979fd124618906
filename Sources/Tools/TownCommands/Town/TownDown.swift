import Arguments
import CommandKit
import Console
import JSON
import Towns

/// `gt down`: stops a town.
struct TownDown: RunnableCommand {
    static let name = "down"
    static let summary = "Stop the town: no process of it lives when this returns"
    static let details = """
        Workers keep their beads and worktrees and go on after `gt up`. Until then nothing of the town starts. What \
        ends is what the town has recorded, with all it started, and the town's own tmux server with every session in \
        it; other processes live on, whatever they are called.
        """
    static let section = HelpSection.town

    func run(in context: CommandContext) throws {
        try context.refuseIfReadOnly()
        let ended = try TownHands(context).services.down()
        context.showDone(json: ["ended": .int(ended), "running": 0]) {
            context.options.quiet
                ? [] : [ended == 0 ? "✓ The town is down; nothing ran" : "✓ The town is down; \(ended) processes ended"]
        }
    }
}
