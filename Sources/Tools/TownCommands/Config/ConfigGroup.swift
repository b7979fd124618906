import Arguments
import CommandKit
import Host
import Layout
import Settings
import Stores

/// `gt config`: the settings of the town.
struct ConfigGroup: Command {
    static let name = "config"
    static let summary = "Settings of the town: which agents work"
    static let section = HelpSection.town
    static var subcommands: [any Command.Type] { [AgentGroup.self, DefaultAgent.self] }
}

/// `gt config agent`: the programs that can work.
struct AgentGroup: Command {
    static let name = "agent"
    static let summary = "List, show, set and remove agents (programs that work)"
    static var subcommands: [any Command.Type] { [AgentList.self, AgentGet.self, AgentSet.self, AgentRemove.self] }
}

extension CommandContext {
    /// The settings of the town that is meant.
    func townSettings() throws -> TownSettings { try TownSettings.read(stores().town()) }

    /// Changes the settings of the town under a lock, so that two changes at once both stay.
    func changeTownSettings(_ change: (inout TownSettings) throws -> Void) throws {
        try refuseIfReadOnly()
        let town = try stores().town()
        let lock = try FileLock.hold(town.lock("settings"), limit: .seconds(10))
        defer { withExtendedLifetime(lock) {} }
        var settings = try TownSettings.read(town)
        try change(&settings)
        try settings.write()
    }
}
