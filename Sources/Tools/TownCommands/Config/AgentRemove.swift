import Arguments
import CommandKit
import Console
import JSON
import Sessions
import Settings
import Vocabulary

/// `gt config agent remove`: takes a definition away.
struct AgentRemove: RunnableCommand {
    static let name = "remove"
    static let summary = "Take the definition of an agent away"

    @Argument("name", help: "The agent") var agent: String

    func run(in context: CommandContext) throws {
        let settings = try context.townSettings()
        guard settings[agent: agent] != nil else {
            if AgentPreset.named(agent) != nil { throw Problem(.refused, "\(agent) is built in and cannot be removed") }
            throw Problem(.notFound, "no agent \(agent)", hints: ["`gt config agent list` shows the agents."])
        }
        if settings.defaultAgent == agent, AgentPreset.named(agent) == nil {
            throw Problem(
                .conflict,
                "\(agent) is the default agent; nothing was removed",
                hints: ["`gt config default-agent <name>` chooses another."]
            )
        }
        try context.changeTownSettings { try $0.removeAgent(agent) }
        context.showDone(json: ["removed": .string(agent)]) { ["✓ Removed the agent \(agent)"] }
    }
}
