import Arguments
import Basics
import CommandKit
import Console
import Effects
import JSON
import Ledger
import Stores
import Views
import Vocabulary

/// `bd ready`: what can be started now.
struct BeadReady: RunnableCommand {
    static let name = "ready"
    static let summary = "Show what can be started now"
    static let details = """
        Open issues that wait for nothing: no open blocker, no blocked parent, not asleep, not pinned. An issue whose \
        `defer` time has come is among them.
        """
    static let section = Section.finding

    enum Order: String, CaseIterable, ArgumentValue { case priority, oldest, hybrid }

    @Option("assignee", "a", help: "Who has it") var assignee: String?
    @Flag("unassigned", "u", help: "Only what nobody has") var unassigned
    @Option("priority", "p", help: "Priority") var priority: PriorityArgument?
    @Option("type", "t", help: "Kind of work") var type: String?
    @Option("exclude-type", help: "Not this kind of work") var excludedTypes: [String]
    @Option("label", "l", help: "Label; all of several") var labels: [String]
    @Option("label-any", help: "Label; any of several") var anyLabels: [String]
    @Option("exclude-label", help: "Not this label") var excludedLabels: [String]
    @Option("parent", help: "Below this issue") var parent: String?
    @Option("mol-type", help: "swarm, patrol or work") var molType: MoleculeKind?
    @Option("metadata-field", splits: .never, help: "key=value in the metadata") var metadata: [String]
    @Option("has-metadata-key", help: "A key in the metadata") var metadataKey: String?
    @Flag("include-deferred", help: "Also what sleeps") var includesDeferred
    @Flag("include-ephemeral", help: "Also what is not kept in history") var includesEphemeral
    @Option("sort", "s", help: "Order") var order = Order.priority
    @Option("limit", "n", help: "At most so many; 0 for all") var limit = 100
    @Flag("claim", help: "Take the first one that nobody has") var claim
    @Flag("explain", help: "Say why each is ready or blocked") var explain

    /// How many beyond the limit are counted to say how many there are; counting 100,000 takes 0.3 s.
    private static let counted = 1000

    func run(in context: CommandContext) throws {
        if claim { return try claimFirst(in: context) }
        let ledger = try context.ledger()
        let query = try query(ledger.read, in: context)
        if explain { return try ReadyExplanation(ledger: ledger, query: query).show(in: context) }
        try ledger.snapshot { read in
            let ready = try read.ready(query, at: context.effects.now())
            if context.options.json { return try write(ready, read, to: context) }
            try show(ready, query, read, in: context)
        }
    }

    private func query(_ read: Reader, in context: CommandContext) throws -> ReadyQuery {
        var query = ReadyQuery()
        guard assignee == nil || !unassigned else { throw Misuse("--assignee and --unassigned exclude each other") }
        query.assignee = assignee
        query.onlyUnassigned = unassigned
        query.priority = priority?.value
        query.type = try type.map { try FilterFlags.type($0, read) }
        query.excludedTypes = try excludedTypes.map { try FilterFlags.type($0, read) }
        query.labels = labels
        query.anyLabels = anyLabels
        query.excludedLabels = excludedLabels
        query.parent = try parent.map { try context.bead($0).id }
        query.molType = molType?.rawValue
        query.metadata = try MetadataText.filters(metadata, key: metadataKey)
        query.includesDeferred = includesDeferred
        query.includesEphemeral = includesEphemeral
        query.order = ReadyQuery.Order(rawValue: order.rawValue) ?? .priority
        query.limit = max(0, limit)
        return query
    }

    private func write(_ ready: [Bead], _ read: Reader, to context: CommandContext) throws {
        var writer = JSONWriter(.indented) { context.console.write($0) }
        writer.beginArray()
        try read.list(ready) { BeadObject.write($0, to: &writer) }
        writer.endArray()
        writer.endLine()
        writer.finish()
    }

    private func show(_ ready: [Bead], _ query: ReadyQuery, _ read: Reader, in context: CommandContext) throws {
        guard !ready.isEmpty else {
            return context.console.output("\n✨ \(try whyNothing(read, at: context.effects.now()))\n")
        }
        let rules = try read.statuses()
        try read.list(ready, .edges) { listed in
            let parent = try listed.parent.flatMap { try read.bead($0)?.title }
            context.console.output(BeadSymbols.row(listed.bead, rules) + (parent.map { " ← \($0)" } ?? ""))
        }
        for line in [
            "", String(repeating: "-", count: 80), "Ready: \(ready.count) issues with no active blockers", "",
            BeadSymbols.legend,
        ] { context.console.output(line) }
        guard query.limit > 0, ready.count == query.limit else { return }
        let most = query.limit + BeadReady.counted
        let total = try read.readyCount(query, atMost: most, at: context.effects.now())
        if total > ready.count {
            let all = total < most ? "\(total)" : "\(most) or more"
            context.console.output("Showing \(ready.count) of \(all) ready issues. Use -n to show more.\n")
        }
    }

    private func whyNothing(_ read: Reader, at now: Timestamp) throws -> String {
        if try read.readyCount(ReadyQuery(), atMost: 1, at: now) > 0 {
            return "No ready work found that these flags let through"
        }
        let hasOpen = try read.count(BeadFilter(), at: now) > 0
        return hasOpen ? "No ready work found (all issues have blocking dependencies)" : "No open issues"
    }

    private func claimFirst(in context: CommandContext) throws {
        let ledger = try context.writableLedger()
        let claimed = try ReadyClaim(query(ledger.read, in: context)).take(in: context)
        guard let claimed, let bead = try ledger.read.bead(claimed.id) else {
            if context.options.json { return context.console.output(.array([])) }
            context.console.output("\n✨ No ready work found that nobody has\n")
            return
        }
        if context.options.json { return try write([bead], ledger.read, to: context) }
        context.console.output("✓ Claimed \(bead.id) — \(bead.title)")
    }
}

/// Takes the first ready bead that nobody has, in one write.
struct ReadyClaim {
    private let query: ReadyQuery

    init(_ query: ReadyQuery) {
        var query = query
        query.onlyUnassigned = true
        query.limit = 1
        self.query = query
    }

    /// The bead that the caller has now, `nil` where none was free.
    func take(in context: CommandContext) throws -> NamedBead? {
        let ledger = try context.writableLedger()
        let ids = try context.write(to: ledger, "bd: ready --claim") { transaction -> [BeadID] in
            guard let bead = try transaction.read.ready(query, at: transaction.time).first else { return [] }
            transaction.message = "bd: claim \(bead.id)"
            try transaction.claim(bead.id)
            return [bead.id]
        }
        return ids.first.map { NamedBead(ledger: ledger, id: $0) }
    }
}
