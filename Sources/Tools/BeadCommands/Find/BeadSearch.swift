import Arguments
import CommandKit
import Console
import Effects
import JSON
import Ledger
import Views

/// `bd search`: beads by a part of their text.
struct BeadSearch: RunnableCommand {
    static let name = "search"
    static let summary = "Find issues by title, identifier or description"
    static let details = "Closed issues are left out unless `--status all` or `--status closed` is given."
    static let section = Section.finding

    @Argument("query", help: "Text") var words: [String]
    @Option("query", help: "Text") var query: String?
    @Option("external-contains", help: "Part of the external reference") var external: String?
    var filters = FilterFlags()
    var order = OrderFlags()
    @Option("limit", "n", help: "At most so many; 0 for all") var limit = 50
    @Flag("long", help: "With labels and assignee") var long

    func run(in context: CommandContext) throws {
        guard query == nil || words.isEmpty else { throw Misuse("the text is given twice") }
        let text = query ?? words.joined(separator: " ")
        guard !text.isEmpty else { throw Misuse("search query is required", hints: ["`bd search <text>`"]) }
        let ledger = try context.ledger()
        var filter = try filters.filter(ledger.read, in: context)
        filter.text = text
        filter.externalPart = external
        let request = ListRequest(ledger: ledger, filter: filter, order: order.order, limit: max(0, limit))
        if context.options.json {
            _ = try request.writeJSON(to: context)
            return
        }
        var found: [ListedBead] = []
        let isCut = try ledger.read.list(filter, by: order.order, limit: max(0, limit), at: context.effects.now()) {
            found.append($0)
        }
        guard !found.isEmpty else { return context.console.output("No issues found matching '\(text)'") }
        context.console.output("Found \(found.count) issues matching '\(text)':")
        let rules = try ledger.read.statuses()
        for listed in found {
            context.console.output(long ? BeadRows.flat(listed, rules) : BeadRows.found(listed.bead))
        }
        if isCut { try request.noteCut(to: context) }
    }
}
