import Arguments
import CommandKit
import Console
import JSON
import Sessions
import Settings

/// `gt config default-agent`: who works where nobody names an agent.
struct DefaultAgent: RunnableCommand {
    static let name = "default-agent"
    static let summary = "Show or choose the agent that works where nobody names one"

    @Argument("name", help: "The agent; shown if left out") var agent: String?

    func run(in context: CommandContext) throws {
        if let agent {
            try context.requireAgent(agent)
            try context.changeTownSettings { try $0.setDefaultAgent(agent) }
        }
        let name = try context.townSettings().defaultAgent ?? AgentPlan.builtInDefault
        context.show(json: ["default_agent": .string(name)]) {
            [agent == nil ? "Default agent: \(name)" : "✓ Default agent is now \(name)"]
        }
    }
}
