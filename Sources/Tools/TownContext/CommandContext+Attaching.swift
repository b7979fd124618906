package import CommandKit
import Effects
import Host
import Layout
import Ledger
import Sessions
import Settings
import Stores
package import Vocabulary

extension CommandContext {
    /// The prefix of the rig an agent belongs to, that of the town for the town's own.
    package func prefix(of address: Address) throws -> Prefix {
        guard let rig = address.rig else { return try stores().hq().identity.prefix }
        return try RigIdentity.required(stores().town().rig(rig)).prefix
    }

    /// Shows an agent's session to the person at this terminal.
    ///
    /// This process becomes the program that shows it, so it returns only by throwing.
    package func attach(to address: Address) throws -> Never {
        var call = try sessions().attachment(address, prefix: prefix(of: address))
        guard Terminal.isTerminal(0), Terminal.isTerminal(1) else {
            throw Problem(
                .environment,
                "a session can be shown in a terminal only",
                hints: ["`gt peek \(address)` prints its text."]
            )
        }
        // From inside another session tmux refuses to show a second one.
        call.environment = effects.environment.filter { $0.key != "TMUX" && $0.key != "TMUX_PANE" }
        try Programs.become(call)
    }
}
