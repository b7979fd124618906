import CommandKit
import Layout
import Ledger
import Sessions
import Settings
import Stores
import Vocabulary

/// How what is sent to an address comes before somebody's eyes.
enum Hearing: Hashable {
    /// A hook of the town's tells the agent between two steps.
    case hook
    /// The built-in agent asks before each of its blocks and shows what it hears in its terminal.
    case terminal
    /// Nothing tells: whoever is there has to ask.
    case asking
    /// A service: code of the town's, which reads nothing.
    case service
    /// A seat without work: no session, until somebody sits there again.
    case vacant

    /// That of the one at `address` now.
    init(of address: Address, in context: CommandContext) throws {
        guard case .polecat(let rig, _) = address else {
            self = address.isService ? .service : .asking
            return
        }
        let ledger = try context.stores().rig(rig)
        let seat = try address.agentBead(prefix: ledger.identity.prefix).flatMap { try ledger.read.agent($0) }
        guard let seat, seat.hook != nil else {
            self = .vacant
            return
        }
        let town = try context.stores().town()
        let settings = try (TownSettings.read(town), RigSettings.read(town.rig(rig)))
        // An agent that the settings do not know any more works on, and nobody knows what it does.
        guard let preset = (try? AgentPlan(seat.agent, settings.0, rig: settings.1))?.preset else {
            self = .asking
            return
        }
        self = preset.readsClaudeSettings ? .hook : .terminal
    }
}
