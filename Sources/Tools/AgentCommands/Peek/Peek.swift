package import Arguments
package import CommandKit
import Console
import JSON
import Layout
import Mail
import Sessions
import Stores
import TownContext
import Vocabulary

/// `gt peek`: shows the last lines of an agent's session.
package struct Peek: RunnableCommand {
    package static let name = "peek"
    package static let summary = "Show what an agent's session shows"
    package static let details = """
        Prints the last lines of the agent's terminal. Nothing is typed there, and who works there does not notice.

        Addresses: mayor, <rig>/<name> for a worker, <rig>/refinery.
        """
    package static let section = HelpSection.agents

    @Argument("address", help: "Whose session") var address: String
    @Argument("count", help: "How many lines") var count: Int?
    @Option("lines", "n", help: "How many lines") var lines: Int = 100

    package init() {}

    package func validate() throws(Misuse) {
        guard (count ?? lines) > 0 else { throw Misuse("the number of lines must be at least 1") }
    }

    package func run(in context: CommandContext) throws {
        let address = try context.address(address, for: .looking)
        let sessions = try context.sessions()
        let prefix = try context.prefix(of: address)
        let text = try sessions.peek(address, prefix: prefix, lines: count ?? lines)
        context.show(
            json: [
                "address": .string(address.description), "session": .string(address.session(prefix: prefix)),
                "text": .string(text),
            ]
        ) { text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
    }
}
