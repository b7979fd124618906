import Arguments
import CommandKit
import Console
import JSON
import Sessions
import Settings

/// `gt config agent get`: how one agent is started.
struct AgentGet: RunnableCommand {
    static let name = "get"
    static let summary = "Show how an agent is started"

    @Argument("name", help: "The agent") var agent: String

    func run(in context: CommandContext) throws {
        let settings = try context.townSettings()
        let row = try AgentRow(agent, settings)
        context.show(json: row.json) {
            [
                "Agent: \(row.plan.name)", "Type: \(row.type)", "Command: \(row.plan.command)",
                "Arguments: \(row.plan.arguments.joined(separator: " "))",
            ] + row.plan.environment.keys.sorted().map { "Variable: \($0)" }
        }
    }
}
