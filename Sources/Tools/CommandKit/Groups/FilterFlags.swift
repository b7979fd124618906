package import Arguments
import Basics
package import Ledger
import Vocabulary

/// The filters that list, count and search share.
package struct FilterFlags {
    @Option("status", "s", aliases: ["state"], help: "State, several between commas, or all")
    package var statuses: [String]
    @Option("type", "t", help: "Kind of work") var types: [String]
    @Option("exclude-type", help: "Not this kind of work") var excludedTypes: [String]
    @Option("priority", "p", help: "Priority") var priority: PriorityArgument?
    @Option("priority-min", help: "This priority or a lower one") var lowest: PriorityArgument?
    @Option("priority-max", help: "This priority or a higher one") var highest: PriorityArgument?
    @Option("assignee", "a", help: "Who has it") var assignee: String?
    @Flag("no-assignee", help: "Only what nobody has") var unassigned
    @Option("label", "l", help: "Label; all of several") var labels: [String]
    @Option("label-any", help: "Label; any of several") var anyLabels: [String]
    @Option("exclude-label", help: "Not this label") var excludedLabels: [String]
    @Flag("no-labels", help: "Only what has no label") var unlabelled
    @Option("id", help: "Only these") var ids: [String]
    @Option("title", aliases: ["title-contains"], help: "Part of the title") var title: String?
    @Option("desc-contains", help: "Part of the description") var descriptionPart: String?
    @Option("notes-contains", help: "Part of the notes") var notesPart: String?
    @Flag("empty-description", help: "Only what has no description") var withoutDescription
    @Option("created-after", help: "Time of creation") var createdAfter: String?
    @Option("created-before", help: "Time of creation") var createdBefore: String?
    @Option("updated-after", help: "Time of the last change") var updatedAfter: String?
    @Option("updated-before", help: "Time of the last change") var updatedBefore: String?
    @Option("closed-after", help: "Time of closing") var closedAfter: String?
    @Option("closed-before", help: "Time of closing") var closedBefore: String?

    package init() {}

    /// The filter that the flags describe; words that a ledger must know are checked with `read`.
    package func filter(_ read: Reader, in context: CommandContext) throws -> BeadFilter {
        guard !$statuses.isGiven || !statuses.isEmpty else { throw Misuse("--status names no state") }
        var filter = BeadFilter()
        filter.states = try Self.states(statuses, read)
        filter.types = try types.map { try Self.type($0, read) }
        filter.excludedTypes = try excludedTypes.map { try Self.type($0, read) }
        filter.priority = try range()
        guard assignee == nil || !unassigned else { throw Misuse("--assignee and --no-assignee exclude each other") }
        filter.assignee = assignee
        filter.onlyUnassigned = unassigned
        filter.labels = labels
        filter.anyLabels = anyLabels
        filter.excludedLabels = excludedLabels
        filter.onlyUnlabelled = unlabelled
        filter.ids = try ids.map(read.resolve)
        filter.title = title
        filter.descriptionPart = descriptionPart
        filter.notesPart = notesPart
        filter.onlyWithoutDescription = withoutDescription
        filter.created = .init(
            after: try context.momentIfGiven(createdAfter, for: "created-after"),
            before: try context.momentIfGiven(createdBefore, for: "created-before")
        )
        filter.updated = .init(
            after: try context.momentIfGiven(updatedAfter, for: "updated-after"),
            before: try context.momentIfGiven(updatedBefore, for: "updated-before")
        )
        filter.closed = .init(
            after: try context.momentIfGiven(closedAfter, for: "closed-after"),
            before: try context.momentIfGiven(closedBefore, for: "closed-before")
        )
        return filter
    }

    private func range() throws -> ClosedRange<Int> {
        if let priority { return priority.value...priority.value }
        let (low, high) = (lowest?.value ?? 0, highest?.value ?? 4)
        guard low <= high else { throw Misuse("--priority-min \(low) and --priority-max \(high) leave nothing") }
        return low...high
    }

    /// The states that some words name.
    package static func states(_ words: [String], _ read: Reader) throws -> BeadFilter.States {
        if words.isEmpty { return .standard }
        if words.contains("all") { return .all }
        let rules = try read.statuses()
        let states = words.map { BeadStatus(rawValue: $0) }
        if let unknown = states.first(where: { !rules.knows($0) }) {
            let known = (BeadStatus.builtIn + rules.custom.map(\.name)).map(\.rawValue)
            throw Misuse(
                "invalid status \"\(unknown)\" (valid: \(known.joined(separator: ", ")))",
                hints: nearMatches(unknown.rawValue, among: known).map { "Did you mean `\($0)`?" }
            )
        }
        return .some(states)
    }

    /// The kind of work that a word names.
    package static func type(_ word: String, _ read: Reader) throws -> BeadType {
        let type = BeadType(typed: word)
        var known = BeadType.work + BeadType.infrastructure
        if known.contains(type) { return type }
        known += try read.customTypes()
        guard known.contains(type) else {
            throw Misuse(
                "invalid issue type \"\(word)\" (valid: \(known.map(\.rawValue).joined(separator: ", ")))",
                hints: nearMatches(word, among: known.map(\.rawValue)).map { "Did you mean `\($0)`?" }
            )
        }
        return type
    }
}
