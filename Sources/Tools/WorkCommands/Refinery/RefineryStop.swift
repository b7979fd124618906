import Arguments
import CommandKit
import Console
import JSON
import Layout
import Rigs
import Settings
import Stores
import TownContext
import Vocabulary

/// `gt refinery stop`: ends the loop and all it started.
struct RefineryStop: RunnableCommand {
    static let name = "stop"
    static let summary = "Stop a rig's refinery"
    static let details = """
        At any moment: what it was about to land waits for the next one. It stays stopped until `gt refinery start` or \
        `gt up`; the daemon leaves it alone.
        """

    @Argument("rig", help: "The rig; that of the folder unless given") var rig: RigName?

    init() {}

    func run(in context: CommandContext) throws {
        try context.refuseIfReadOnly()
        let name = try rig ?? context.rigHere()
        let prefix = try RigIdentity.required(context.stores().town().rig(name)).prefix
        let services = RigServices(sessions: try context.sessions(), supervision: try context.supervision())
        try context.stores().markRefinery(of: name, stopped: true, effects: context.effects)
        let wasRunning = try services.stop(name, prefix: prefix)
        context.showDone(json: ["rig": .string(name.description), "stopped": .bool(wasRunning)]) {
            [
                wasRunning ? "✓ The refinery of \(name) is stopped." : "No refinery of \(name) was running.",
                "  It stays stopped until `gt refinery start \(name)` or `gt up`.",
            ]
        }
    }
}
