import Arguments
import Basics
import CommandKit
import Host
import Layout
import Sessions
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

    /// Refuses an agent that could not be started as far as the settings of the town, and of `rig`, go.
    func requireAgent(_ name: String, in rig: RigSettings? = nil) throws {
        do { _ = try AgentPlan(name, townSettings(), rig: rig) } catch let fault as AgentFault {
            throw fault.problem { nearMatches($0, among: $1) }
        }
    }

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
