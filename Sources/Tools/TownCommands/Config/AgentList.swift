import Arguments
import CommandKit
import Console
import JSON
import Sessions
import Settings

/// `gt config agent list`: every program that can work.
struct AgentList: RunnableCommand {
    static let name = "list"
    static let summary = "List the agents"

    func run(in context: CommandContext) throws {
        let settings = try context.townSettings()
        let plans = try AgentPlan.names(settings).map { try AgentRow($0, settings) }
        context.show(json: .array(plans.map(\.json))) {
            ["Agents:"] + plans.map { "  \($0.plan.name)  \($0.line)  (\($0.type))" }
                + ["", "Default: \(settings.defaultAgent ?? AgentPlan.builtInDefault)"]
        }
    }
}

/// An agent as lists show it.
struct AgentRow {
    let plan: AgentPlan
    let isCustom: Bool

    init(_ name: String, _ settings: TownSettings) throws {
        plan = try AgentPlan(name, settings)
        isCustom = settings[agent: name] != nil
    }

    var type: String { isCustom ? "custom" : "built-in" }
    /// The command as one line.
    var line: String { ([plan.command] + plan.arguments).joined(separator: " ") }

    var json: JSON {
        [
            "name": .string(plan.name), "command": .string(plan.command), "args": .strings(plan.arguments),
            "type": .string(type), "is_custom": .bool(isCustom),
        ]
    }
}
