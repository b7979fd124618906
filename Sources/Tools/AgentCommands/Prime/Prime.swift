import Arguments
package import CommandKit
import Console
import Effects
import JSON
import Polecats
import Priming
import Stores
import Vocabulary

/// `gt prime`: tells an agent who it is and what to do.
package struct Prime: RunnableCommand {
    package static let name = "prime"
    package static let summary = "Tell an agent who it is and what to do"
    package static let details = """
        Prints identity, the bead on the hook with its comments, how to finish, and the number of unread messages, at \
        most 4 kB. In a worker's session the first prime also notes that the work has begun.

        --hook is for the program that runs the agent: it reads the hook's JSON from standard input and prints nothing \
        outside a town.
        """
    package static let section = HelpSection.agents

    @Flag("hook", help: "Called by a hook") var hook

    package init() {}

    package func run(in context: CommandContext) throws {
        let stores = try context.stores()
        if hook, stores.finder.town() == nil { return }
        let call = hook ? HookCall(input: try context.console.input()) : nil
        let session = SessionIdentity(environment: context.effects.environment)
        do {
            let primer = Primer(stores: stores, effects: context.effects)
            var brief = try primer.brief(
                for: try context.caller(),
                session: context.options.readonly ? nil : session
            )
            brief.isContinuation = call?.isContinuation ?? false
            context.show(json: ["address": .string(brief.address.description), "text": .string(brief.text)]) {
                [String(brief.text.dropLast())]
            }
        } catch SeatFault.outdated(let seat, let claimed, let present) where hook {
            // A hook's errors reach the human only; the agent must be told, and what it reads is the output.
            let problem = SeatFault.outdated(seat, claimed: claimed, present: present).problem
            context.console.output("STOP. \(problem.summary): \(problem.causes.joined(separator: ", ")).")
            context.console.output("Change nothing, commit nothing, run no `gt done`; end this session.")
        }
    }
}
