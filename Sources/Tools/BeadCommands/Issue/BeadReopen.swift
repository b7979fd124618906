import Arguments
import CommandKit
import Console
import Ledger
import Vocabulary

/// `bd reopen`: takes up closed beads again.
struct BeadReopen: RunnableCommand {
    static let name = "reopen"
    static let summary = "Open closed issues again"
    static let section = Section.issues

    @Argument("id", atLeast: 1, help: "Identifier") var ids: [String]
    @Option("reason", "r", help: "Why; becomes a comment") var reason: String?

    func run(in context: CommandContext) throws {
        var problems = Problems()
        let beads = try context.beads(ids, .writing, problems: &problems)
        var wereOpen: Set<BeadID> = []
        let opened = try context.change(beads, "reopen", problems: &problems) {
            if try $0.read.bead($1)?.status == .open { wereOpen.insert($1) } else { wereOpen.remove($1) }
            try $0.reopen($1, reason: reason)
        }
        let why = reason.map { ": \($0)" } ?? ""
        try context.showChanged(opened) {
            wereOpen.contains($0.id) ? "  \($0.id) is open already" : "↻ Reopened \($0.id)\(why)"
        }
        try problems.throwIfAny()
    }
}
