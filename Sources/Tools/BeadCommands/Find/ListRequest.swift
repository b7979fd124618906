import Arguments
import CommandKit
import Console
import Effects
import JSON
import Ledger
import Views
import Vocabulary

/// A list in one of its forms; each returns whether the limit hid any bead.
struct ListRequest {
    let ledger: Ledger
    let filter: BeadFilter
    let order: BeadOrder
    let limit: Int

    /// Tells that the limit hid some, behind what is shown.
    func noteCut(to context: CommandContext) throws {
        try context.console.flush()
        context.console.notes(
            "\nShowing \(limit) issues; more results matched but were hidden by --limit. "
                + "Use --limit 0 for all, or --limit N to raise the cap."
        )
    }

    /// Written bead by bead, so that a long list is never kept.
    func writeJSON(to context: CommandContext) throws -> Bool {
        var writer = JSONWriter(.indented) { context.console.write($0) }
        writer.beginArray()
        let isCut = try read(.all, context) { BeadObject.write($0, to: &writer) }
        writer.endArray()
        writer.endLine()
        writer.finish()
        return isCut
    }

    func writeTree(to context: CommandContext, keepsOrder: Bool) throws -> Bool {
        var beads: [ListedBead] = []
        let isCut = try read(.edges, context) { beads.append($0) }
        guard !beads.isEmpty else {
            context.console.output("No issues found.")
            return isCut
        }
        if let parent = filter.parent, let bead = try ledger.read.bead(parent) { beads.append(ListedBead(bead)) }
        let tree = BeadTree(beads, try ledger.read.statuses(), keepsOrder: keepsOrder)
        for line in tree.lines { context.console.output(line) }
        return isCut
    }

    func writeFlat(to context: CommandContext) throws -> Bool {
        let rules = try ledger.read.statuses()
        var count = 0
        let isCut = try read(.all, context) { listed in
            count += 1
            let open = listed.bead.isBlocked ? try ledger.read.openBlockers(of: listed.bead.id) : []
            let blocks =
                listed.dependents > 0
                ? try ledger.read.edges(into: listed.bead.id).filter(\.type.isBlocking).map(\.source) : []
            let blockers = open.filter { $0 != listed.parent }
            context.console.output(BeadRows.flat(listed, rules, blockers: blockers, blocks: blocks))
        }
        if count == 0 { context.console.output("No issues found.") }
        return isCut
    }

    /// One line each by a pattern such as `{{.ID}} {{.Title}}`, or a graph for Graphviz.
    func write(_ format: String, to context: CommandContext) throws -> Bool {
        if format == "dot" || format == "digraph" { return try writeGraph(format, to: context) }
        let pattern = try LinePattern(format)
        return try read(.all, context) { context.console.output(pattern.line($0)) }
    }

    private func writeGraph(_ format: String, to context: CommandContext) throws -> Bool {
        let isDot = format == "dot"
        if isDot { context.console.output("digraph beads {") }
        let isCut = try read(.all, context) { listed in
            let id = listed.bead.id
            let title = listed.bead.title.split(separator: "\"", omittingEmptySubsequences: false).joined(
                separator: "'"
            )
            if isDot { context.console.output("  \"\(id)\" [label=\"\(id): \(title)\"];") }
            for edge in listed.edges {
                let tie = isDot ? "  \"\(id)\" -> \"\(edge.target)\" [label=\"\(edge.type)\"];" : "\(id) \(edge.target)"
                context.console.output(tie)
            }
        }
        if isDot { context.console.output("}") }
        return isCut
    }

    private func read(
        _ detail: ListDetail,
        _ context: CommandContext,
        _ each: (ListedBead) throws -> Void
    ) throws -> Bool {
        try ledger.snapshot { read in
            try read.list(filter, by: order, limit: limit, at: context.effects.now(), detail: detail, each)
        }
    }
}
