package import Settings
package import Vocabulary

/// Why no agent can be started.
package enum AgentFault: ProblemConvertible, Hashable {
    /// `known` are those that can work there.
    case unknown(String, known: [String])
    case notInstalled(agent: String, program: String)

    package var problem: Problem { problem { _, _ in [] } }

    /// The failure with near matches; `nearest` picks them for a word out of words.
    package func problem(nearest: (String, [String]) -> [String]) -> Problem {
        switch self {
        case .unknown(let name, let known):
            Problem(
                .notFound,
                "there is no agent \(name)",
                hints: nearest(name, known).map { "Did you mean `\($0)`?" } + [
                    "The agents are \(known.joined(separator: ", ")).",
                    "`gt config agent set \(name) <command>` adds one.",
                ]
            )
        case .notInstalled(let agent, let program):
            Problem(
                .environment,
                "the agent \(agent) cannot be started: \(program) is not in PATH",
                hints: ["Install \(program), or choose another agent with `gt config default-agent`."]
            )
        }
    }
}

/// What is started for the name of an agent: a preset, with what the settings change of it.
package struct AgentPlan: Sendable {
    /// The name that was asked for.
    package let name: String
    /// `nil` for a program that no preset knows.
    package let preset: AgentPreset?
    package let command: String
    package let arguments: [String]
    /// Variables that the settings name for this agent.
    package let environment: [String: String]

    /// The agent where neither command line nor settings name one.
    package static let builtInDefault = AgentPreset.claude.name

    /// Resolves `name`, or the default agent of the rig or the town where it is `nil`.
    ///
    /// An agent of the rig's settings goes before one of the town's, and that wins over a preset of the same name, member
    /// by member.
    package init(_ name: String?, _ settings: TownSettings, rig: RigSettings? = nil) throws(AgentFault) {
        let name = name ?? rig?.agent ?? settings.defaultAgent ?? Self.builtInDefault
        let setting = rig?[agent: name] ?? settings[agent: name]
        let preset = AgentPreset.named(setting?.provider ?? name)
        guard let command = setting?.command ?? preset?.command else {
            throw .unknown(name, known: Self.names(settings, rig: rig))
        }
        self.name = name
        self.preset = preset
        self.command = command
        arguments = setting?.arguments ?? preset?.arguments ?? []
        environment = setting?.environment ?? [:]
    }

    /// The names of all agents: the built-in ones, then those of the town, then those of the rig.
    package static func names(_ settings: TownSettings, rig: RigSettings? = nil) -> [String] {
        (AgentPreset.all.map(\.name) + settings.agents.map(\.name) + (rig?.agents ?? []).map(\.name))
            .reduce(into: []) { names, name in if !names.contains(name) { names.append(name) } }
    }

    /// Whether it reads prose, such as the review of an earlier attempt.
    package var isModel: Bool { preset?.isModel ?? true }

    package var processNames: [String] {
        preset?.processNames ?? [String(command.split(separator: "/").last ?? Substring(command))]
    }
}
