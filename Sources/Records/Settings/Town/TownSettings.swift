import JSON
package import Layout

/// `settings/config.json` of the town; every setting has a default, so the file may be absent.
package struct TownSettings: Sendable {
    private var document: SettingsDocument
    /// The agent that does work where nobody named another.
    package private(set) var defaultAgent: String?
    /// The town's own agents and its changes to built-in ones.
    package private(set) var agents: [AgentSetting]
    /// How many workers may be at work at once in the whole town; `nil` for no limit but the built-in one.
    package private(set) var maxPolecats: Int?
    /// Whether the overseer gets mail when a convoy is done.
    package private(set) var notifiesOfConvoys: Bool

    /// Reads the file; a missing one means defaults, a broken one is a `Problem` that names its line.
    package static func read(_ town: TownLayout) throws -> TownSettings {
        try TownSettings(SettingsDocument.read(town.settingsFile) ?? SettingsDocument(path: town.settingsFile))
    }

    private init(_ document: SettingsDocument) throws {
        self.document = document
        defaultAgent = try document.string("default_agent")
        agents = try AgentSetting.all(in: document)
        maxPolecats = try document.int("scheduler", "max_polecats").flatMap { $0 > 0 ? $0 : nil }
        notifiesOfConvoys = try document.bool("convoy", "notify_on_complete") ?? true
    }

    /// The town's agent of that name.
    package subscript(agent name: String) -> AgentSetting? { agents.first { $0.name == name } }

    /// Sets the agent that works where nobody names one; `nil` takes the setting away.
    package mutating func setDefaultAgent(_ name: String?) throws {
        document.root["default_agent"] = name.map(JSON.string)
        self = try TownSettings(document)
    }

    /// Adds an agent or replaces the one of its name.
    package mutating func set(_ agent: AgentSetting) throws {
        var all = document.root["agents"] ?? [:]
        all[agent.name] = agent.json(over: all[agent.name])
        document.root["agents"] = all
        self = try TownSettings(document)
    }

    /// Takes an agent's settings away; a preset of that name is as built in again.
    package mutating func removeAgent(_ name: String) throws {
        document.root["agents"]?[name] = nil
        self = try TownSettings(document)
    }

    /// Writes the file in one step; what it held besides stays.
    package func write() throws {
        var copy = document
        if copy.root["type"] == nil {
            copy.root = .object([JSON.Member("type", "town-settings")] + (copy.root.members ?? []))
        }
        try copy.write()
    }
}
