import Arguments
import CommandKit
import Ledger
import Vocabulary

/// The filters that only lists have.
struct ListFilterFlags {
    @Option("parent", aliases: ["filter-parent"], help: "Children of this issue") var parent: String?
    @Flag("no-parent", help: "Only what is part of nothing") var noParent
    @Flag("ready", help: "Only what is open and not blocked") var ready
    @Flag("pinned", help: "Only what is pinned") var pinned
    @Flag("no-pinned", help: "Nothing that is pinned") var noPinned
    @Flag("deferred", help: "Only what still sleeps, not what is due again") var deferred
    @Flag("overdue", help: "Only what is overdue") var overdue
    @Option("due-after", help: "Time it is due") var dueAfter: String?
    @Option("due-before", help: "Time it is due") var dueBefore: String?
    @Option("defer-after", help: "Time it sleeps until") var deferAfter: String?
    @Option("defer-before", help: "Time it sleeps until") var deferBefore: String?
    @Option("metadata-field", splits: .never, help: "key=value in the metadata") var metadata: [String]
    @Option("has-metadata-key", help: "A key in the metadata") var metadataKey: String?
    @Option("spec", help: "Beginning of the document's name") var spec: String?
    @Option("mol-type", help: "swarm, patrol or work") var molType: MoleculeKind?
    @Option("wisp-type", help: "Kind of ephemeral issue") var wispType: WispKind?
    @Flag("include-infra", help: "Also what the town itself keeps") var infrastructure
    @Flag("include-gates", help: "Also gates") var gates
    @Flag("include-templates", help: "Also templates") var templates

    func extend(_ filter: BeadFilter, in context: CommandContext) throws -> BeadFilter {
        guard !pinned || !noPinned else { throw Misuse("--pinned and --no-pinned exclude each other") }
        var filter = filter
        filter.parent = try parent.map { try context.bead($0).id }
        filter.onlyWithoutParent = noParent
        filter.onlyReady = ready
        filter.pinned = pinned ? true : noPinned ? false : nil
        filter.onlyDeferred = deferred
        filter.onlyOverdue = overdue
        filter.due = .init(
            after: try context.momentIfGiven(dueAfter, for: "due-after"),
            before: try context.momentIfGiven(dueBefore, for: "due-before")
        )
        filter.deferred = .init(
            after: try context.momentIfGiven(deferAfter, for: "defer-after"),
            before: try context.momentIfGiven(deferBefore, for: "defer-before")
        )
        filter.metadata = try MetadataText.filters(metadata, key: metadataKey)
        filter.specPrefix = spec
        filter.molType = molType?.rawValue
        filter.wispType = wispType?.rawValue
        filter.includesInfrastructure = infrastructure
        filter.includesGates = gates
        filter.includesTemplates = templates
        if wispType != nil { filter.includesEphemeral = true }
        return filter
    }
}
