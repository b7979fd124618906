import JSON

/// How an agent is started, as a settings file says it; what is absent comes from the preset that it builds on.
package struct AgentSetting: Hashable, Sendable {
    package var name: String
    /// The preset whose other properties hold; `nil` for a program that no preset knows.
    package var provider: String?
    package var command: String?
    package var arguments: [String]?
    /// Variables for the agent's session, the only ones of the user's that it gets.
    package var environment: [String: String]

    package init(
        name: String,
        provider: String? = nil,
        command: String? = nil,
        arguments: [String]? = nil,
        environment: [String: String] = [:]
    ) {
        self.name = name
        self.provider = provider
        self.command = command
        self.arguments = arguments
        self.environment = environment
    }

    /// Reads the member `agents` of a settings file of the town or of a rig.
    static func all(in document: SettingsDocument) throws -> [AgentSetting] {
        try document.members("agents").map { member in
            let name = member.name
            var environment: [String: String] = [:]
            for variable in try document.members("agents", name, "env") {
                environment[variable.name] = try document.string("agents", name, "env", variable.name)
            }
            let hasArguments = document[["agents", name, "args"]] != nil
            return AgentSetting(
                name: name,
                provider: try document.string("agents", name, "provider"),
                command: try document.string("agents", name, "command"),
                arguments: hasArguments ? try document.strings("agents", name, "args") : nil,
                environment: environment
            )
        }
    }

    /// The member as it is written over `old`, whose unknown names stay.
    func json(over old: JSON?) -> JSON {
        var value = old ?? [:]
        value["provider"] = provider.map(JSON.string)
        value["command"] = command.map(JSON.string)
        value["args"] = arguments.map(JSON.strings)
        let variables = environment.sorted { $0.key < $1.key }
        value["env"] = variables.isEmpty ? nil : .object(variables.map { JSON.Member($0.key, .string($0.value)) })
        return value
    }
}
