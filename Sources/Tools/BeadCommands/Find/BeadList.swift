import Arguments
import CommandKit
import Console
import JSON
import Ledger
import Views
import Vocabulary

/// `bd list`: the beads that filters find.
struct BeadList: RunnableCommand {
    static let name = "list"
    static let summary = "List issues"
    static let details = "Without filters: what is neither closed nor pinned, the most urgent and newest first."
    static let section = Section.finding

    var filters = FilterFlags()
    var more = ListFilterFlags()
    var order = OrderFlags()
    @Flag("all", help: "Closed and pinned ones too, without a limit") var all
    @Option("limit", "n", help: "At most so many; 0 for all, as with --all") var limit = 50
    @Flag("flat", help: "One line each, not a tree") var flat
    @Flag("tree", aliases: ["pretty"], help: "As a tree, which is how it is shown anyway") var tree
    @Flag("long", help: "As a tree with all that a line holds") var long
    @Option("format", help: "json, digraph, dot, or a text with {{.ID}} {{.Title}} ...") var format: String?
    @Flag("no-pager", help: "Use no pager, as always") var noPager

    func run(in context: CommandContext) throws {
        let ledger = try context.ledger()
        var filter = try more.extend(filters.filter(ledger.read, in: context), in: context)
        if all, filters.statuses.isEmpty { filter.states = .all }
        let limit = all && !$limit.isGiven ? 0 : max(0, self.limit)
        let request = ListRequest(ledger: ledger, filter: filter, order: order.order, limit: limit)
        let isCut: Bool
        if context.options.json || format == "json" {
            isCut = try request.writeJSON(to: context)
        } else if let format {
            isCut = try request.write(format, to: context)
        } else if flat {
            isCut = try request.writeFlat(to: context)
        } else {
            isCut = try request.writeTree(to: context, keepsOrder: order.isGiven)
        }
        if isCut { try request.noteCut(to: context) }
    }
}
