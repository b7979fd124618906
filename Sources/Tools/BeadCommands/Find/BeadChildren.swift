import Arguments
import CommandKit
import Ledger

/// `bd children`: the parts of a bead.
struct BeadChildren: RunnableCommand {
    static let name = "children"
    static let summary = "List the children of an issue"
    static let section = Section.finding

    @Argument("id", help: "Identifier") var id: String

    func run(in context: CommandContext) throws {
        let parent = try context.bead(id)
        var filter = BeadFilter()
        filter.states = .all
        filter.parent = parent.id
        filter.includesGates = true
        let request = ListRequest(ledger: parent.ledger, filter: filter, order: BeadOrder(), limit: 0)
        if context.options.json {
            _ = try request.writeJSON(to: context)
        } else {
            _ = try request.writeTree(to: context, keepsOrder: false)
        }
    }
}
