import Arguments
import CommandKit
import Console
import Sessions
import Settings
import Vocabulary

/// `gt config agent set`: defines an agent.
struct AgentSet: RunnableCommand {
    static let name = "set"
    static let summary = "Define an agent by the command that starts it"
    static let details = """
        The command is split at spaces; no shell reads it. With --provider everything else is taken from that preset. \
        Variables named with --env are given to its sessions, and no others of yours.
        """

    @Argument("name", help: "The agent") var agent: String
    @Argument("command", help: "The command line that starts it") var command: String
    @Option("provider", help: "The preset to build on") var provider: String?
    @Option("env", help: "Variable of its sessions, NAME=VALUE") var variables: [String]

    func run(in context: CommandContext) throws {
        let words = command.split(separator: " ").map(String.init)
        guard let program = words.first else { throw Misuse("the command is empty") }
        if let provider, AgentPreset.named(provider) == nil {
            let known = AgentPreset.all.map(\.name).joined(separator: ", ")
            throw Misuse("no preset \(provider)", hints: ["The presets are \(known)."])
        }
        var environment: [String: String] = [:]
        for variable in variables {
            let parts = variable.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else { throw Misuse("--env takes NAME=VALUE") }
            environment[String(parts[0])] = String(parts[1])
        }
        let setting = AgentSetting(
            name: agent,
            provider: provider,
            command: program,
            arguments: Array(words.dropFirst()),
            environment: environment
        )
        try context.changeTownSettings { try $0.set(setting) }
        let settings = try context.townSettings()
        try context.showDone(json: AgentRow(agent, settings).json) { ["✓ Agent \(agent) set to: \(command)"] }
    }
}
