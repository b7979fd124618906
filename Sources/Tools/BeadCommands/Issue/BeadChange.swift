import Arguments
import CommandKit
import Console
import JSON
import Ledger
import Views
import Vocabulary

/// `bd update`: changes some beads.
struct BeadChange: RunnableCommand {
    static let name = "update"
    static let summary = "Change issues"
    static let details = "Only what is named changes. Each issue changes as a whole or not at all."
    static let section = Section.issues

    @Argument("id", help: "Identifier") var words: [String]
    @Option("title", help: "Title") var title: String?
    @Option("status", "s", help: "State") var status: String?
    @Option("priority", "p", help: "0 critical to 4 backlog") var priority: PriorityArgument?
    @Option("type", "t", help: "Kind of work") var type: String?
    @Option("assignee", "a", help: "Who has it; empty for nobody") var assignee: String?
    @Flag("claim", help: "Take it: assigned to the caller, in progress, only if it is free") var claim
    var description = DescriptionFlags()
    @Flag("allow-empty-description", help: "Accept an empty description, as always") var allowEmpty
    @Option("design", help: "Design") var design: String?
    @Option("design-file", help: "File with the design; - for standard input") var designFile: String?
    @Option("acceptance", aliases: ["acceptance-criteria"], help: "When it is done") var acceptance: String?
    @Option("notes", help: "Notes") var notes: String?
    @Option("append-notes", help: "A line more of notes") var appendedNotes: String?
    @Option("add-label", help: "Label to add") var addedLabels: [String]
    @Option("remove-label", help: "Label to remove") var removedLabels: [String]
    @Option("set-labels", help: "All labels there shall be") var setLabels: [String]
    @Option("estimate", "e", help: "Minutes") var estimate: Int?
    @Option("due", help: "When it is due; empty for never") var due: String?
    @Option("defer", help: "Not before this time; empty for now") var deferral: String?
    @Option("parent", help: "The issue it is a part of; empty for none") var parent: String?
    @Option("external-ref", help: "What it is called elsewhere") var externalRef: String?
    @Option("spec-id", help: "The document that specifies it") var specID: String?
    @Option("await-id", help: "What a gate waits for") var awaitID: String?
    @Option("metadata", help: "A JSON object whose members replace those there are, or @file") var metadata: String?
    @Option("set-metadata", splits: .never, help: "key=value") var setMetadata: [String]
    @Option("unset-metadata", splits: .never, help: "Key to remove") var unsetMetadata: [String]
    @Option("session", help: "Whose work ends, when it is closed") var session: String?

    func run(in context: CommandContext) throws {
        let update = try update(in: context)
        guard let update else {
            let note = "No updates specified"
            return context.showDone(json: BeadObject.alone([JSON.Member("note", .string(note))])) { [note] }
        }
        guard !words.isEmpty else {
            throw Misuse("at least one issue ID is required; nothing was changed")
        }
        var problems = Problems()
        let beads = try context.beads(words, .writing, problems: &problems)
        if let parent = update.parent ?? nil {
            let hint = "`bd dep add <id> \(parent) -t related`"
            for bead in beads {
                try context.refuseOther(
                    parent,
                    in: context.database(of: parent, otherThan: bead.ledger),
                    as: .parentChild,
                    rest: "nothing was changed",
                    hint: hint
                )
            }
        }
        let changed = try context.change(beads, "update", problems: &problems) { try $0.apply(update, to: $1) }
        try context.showChanged(changed) { "✓ Updated issue: \($0.id) — \($0.title)" }
        try problems.throwIfAny()
    }

    /// What the flags ask for, `nil` where they ask for nothing.
    private func update(in context: CommandContext) throws -> BeadUpdate? {
        guard estimate ?? 0 >= 0 else { throw Misuse("estimate must be a non-negative number of minutes") }
        var update = BeadUpdate()
        update.title = title
        update.status = status.map(BeadStatus.init(rawValue:))
        update.priority = priority?.value
        update.type = type.map(BeadType.init(typed:))
        update.assignee = assignee
        update.claims = claim
        update.description = try description.read(in: context)
        update.design = try designFile.map { try TextSource.read($0, in: context) } ?? design
        update.acceptanceCriteria = acceptance
        update.notes = notes
        update.appendedNotes = appendedNotes
        update.addedLabels = addedLabels
        update.removedLabels = removedLabels
        update.labels = $setLabels.isGiven ? setLabels.filter { !$0.isEmpty } : nil
        update.estimatedMinutes = estimate
        update.dueAt = try due.map { $0.isEmpty ? nil : try context.moment($0, for: "due") }
        update.deferUntil = try deferral.map { $0.isEmpty ? nil : try context.moment($0, for: "defer") }
        update.parent = parent.map { $0.isEmpty ? nil : BeadID(trusted: $0) }
        update.externalRef = externalRef
        update.specID = specID
        update.awaitID = awaitID
        update.metadata = try metadata.map { try MetadataText.members($0, in: context) } ?? []
        update.metadata += try setMetadata.map(MetadataText.pair)
        update.removedMetadata = unsetMetadata
        update.session = session
        return isEmpty ? nil : update
    }

    private var isEmpty: Bool {
        let texts = [
            title, status, type, assignee, design, designFile, acceptance, notes, appendedNotes, due, deferral, parent,
            externalRef, specID, awaitID, metadata,
        ]
        let lists = [addedLabels, removedLabels, setMetadata, unsetMetadata]
        return texts.allSatisfy { $0 == nil } && lists.allSatisfy(\.isEmpty) && !$setLabels.isGiven && !claim
            && priority == nil && estimate == nil && !description.isGiven
    }
}
