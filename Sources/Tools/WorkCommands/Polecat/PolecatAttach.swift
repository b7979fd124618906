import Arguments
import CommandKit
import TownContext
import Vocabulary

/// `gt polecat attach`: shows a worker's session in this terminal.
struct PolecatAttach: RunnableCommand {
    static let name = "attach"
    static let summary = "Show a polecat's session in this terminal"
    static let details = "Leave it with the keys Ctrl-b d; the polecat goes on."

    @Argument("polecat", help: "<rig>/<name>") var name: String

    func run(in context: CommandContext) throws {
        let (rig, name) = try context.polecat(self.name)
        try context.attach(to: .polecat(rig, name))
    }
}
