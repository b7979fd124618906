import Arguments
package import CommandKit
import Effects
import Sessions
import Supervised
import TownContext
import Vocabulary

/// `gt session-exec`: what a session of the town runs first; becomes the program.
package struct SessionExec: RunnableCommand {
    package static let name = "session-exec"
    package static let summary = "Record this process and become a program"
    package static let details = "Called by the town inside a new tmux session, never by hand."
    package static let section = "Internal"
    package static let isHidden = true

    @Argument("address", help: "Whose session it is") var address: Address
    @Argument("command", atLeast: 1, help: "The program, after --") var command: [String]
    @Option("kind", help: "agent or refinery") var kind: Duty.Kind = .agent
    @Option("session", help: "The tmux session") var session: String?
    @Option("incarnation", help: "The occupation it serves") var incarnation: String?

    package init() {}

    package func run(in context: CommandContext) throws {
        let occupation = try incarnation.map { text in
            guard let incarnation = Incarnation(text) else { throw Misuse("\"\(text)\" is no incarnation") }
            return incarnation
        }
        let duty = Duty(kind, of: address.description, incarnation: occupation, session: session)
        try Launcher.run(
            duty,
            command,
            environment: context.effects.environment,
            context.supervision()
        )
    }
}

extension Duty.Kind: ArgumentValue {
    package init?(argument: String) { self.init(rawValue: argument) }
    package static var kind: String { "kind of process" }
}
