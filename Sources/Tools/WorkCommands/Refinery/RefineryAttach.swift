import Arguments
import CommandKit
import TownContext
import Vocabulary

/// `gt refinery attach`: shows a refinery's session in this terminal.
struct RefineryAttach: RunnableCommand {
    static let name = "attach"
    static let summary = "Show a rig's refinery in this terminal"
    static let details = "Leave it with the keys Ctrl-b d; the refinery goes on."

    @Argument("rig", help: "The rig; that of the folder unless given") var rig: RigName?

    init() {}

    func run(in context: CommandContext) throws {
        try context.attach(to: .refinery(rig ?? context.rigHere()))
    }
}
