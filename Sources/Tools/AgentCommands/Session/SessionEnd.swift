import Arguments
package import CommandKit
import Host
import Sessions
import Supervised
import TownContext
import Vocabulary

/// `gt session-end`: ends an occupation's processes once the command that asked for it has returned.
package struct SessionEnd: RunnableCommand {
    package static let name = "session-end"
    package static let summary = "End the processes of an occupation that is over"
    package static let details = "Started by `gt done` and its like, never by hand."
    package static let section = "Internal"
    package static let isHidden = true

    @Argument("address", help: "Whose session it was") var address: Address
    @Option("incarnation", help: "The occupation that is over") var incarnation: String
    @Option("after", help: "The process to wait for") var caller: Int
    @Option("began", help: "When that process began") var began: Int

    package init() {}

    package func run(in context: CommandContext) throws {
        guard let occupation = Incarnation(incarnation) else { throw Misuse("\"\(incarnation)\" is no incarnation") }
        let caller = ProcessIdentity(pid: caller, startTime: began, bootID: ProcessIdentity.bootID, sessionID: 0)
        try context.sessions().end(address, occupation, after: caller, context.supervision())
    }
}
