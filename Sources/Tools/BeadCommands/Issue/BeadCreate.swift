import Arguments
import CommandKit
import Console
import Effects
import JSON
import Layout
import Ledger
import Stores
import Views
import Vocabulary

/// `bd create`: makes a bead.
struct BeadCreate: RunnableCommand {
    static let name = "create"
    static let aliases = ["new"]
    static let summary = "Create an issue"
    static let section = Section.issues

    @Argument("title", help: "Title, up to 500 characters") var words: String?
    @Option("title", help: "The title, instead of the word") var title: String?
    @Option("type", "t", help: "Kind of work") var type = "task"
    @Option("priority", "p", help: "0 critical to 4 backlog") var priority = PriorityArgument(2)
    var description = DescriptionFlags()
    @Option("design", help: "Design") var design: String?
    @Option("design-file", help: "File with the design; - for standard input") var designFile: String?
    @Option("acceptance", help: "When it is done") var acceptance: String?
    @Option("notes", aliases: ["append-notes"], help: "Notes") var notes: String?
    @Option("assignee", "a", help: "Who has it") var assignee: String?
    @Option("labels", "l", aliases: ["label"], help: "Label") var labels: [String]
    @Option("parent", help: "The issue it is a part of") var parent: String?
    @Flag("no-inherit-labels", help: "Do not take over the parent's labels") var noInheritance
    @Option("deps", help: "Tie `type:id` or `id`; `blocks:id` means that id depends on the new issue")
    var ties: [String]
    @Option("waits-for", help: "Wait for the children of this issue") var waitsFor: String?
    @Option("waits-for-gate", help: "all-children or any-children") var gate = "all-children"
    @Option("estimate", "e", help: "Minutes") var estimate: Int?
    @Option("due", help: "When it is due") var due: String?
    @Option("defer", help: "Not before this time") var deferral: String?
    @Option("external-ref", help: "What it is called elsewhere") var externalRef: String?
    @Option("spec-id", help: "The document that specifies it") var specID: String?
    @Option("metadata", help: "A JSON object, or @file") var metadata: String?
    @Option("id", help: "Its identifier, instead of a generated one") var id: String?
    @Flag("force", help: "Take an identifier with a foreign prefix") var force
    @Flag("ephemeral", help: "Keep it out of history") var ephemeral
    @Flag("no-history", help: "Keep its changes out of history") var noHistory
    @Option("wisp-type", help: "What kind of ephemeral issue it is, which says how long it lives") var wispType:
        WispKind?
    @Option("mol-type", help: "swarm, patrol or work") var molType: MoleculeKind?
    @Option("repo", help: "The folder of the project to create it in, instead of this one") var repo: String?
    @Flag("silent", help: "Print the identifier only") var silent
    @Flag("dry-run", help: "Say what would be created") var dryRun

    func run(in context: CommandContext) throws {
        var draft = try draft(in: context)
        if let repo { try context.enter(repo, for: "--repo") }
        if let id = draft.id, let there = try context.stores().elsewhere(id) {
            throw Problem(
                .refused,
                "\(id) belongs to the ledger \(there.database); nothing was created",
                hints: ["`bd create --repo \(there.beads.owner)` creates it there."]
            )
        }
        let ledger = try context.writableLedger()
        let others = try OtherLedgers(of: &draft, ledger, in: context)
        if dryRun { return try preview(draft, ledger, in: context) }
        let id = try ledger.create(draft, in: context)
        var problems = Problems()
        others.tie(id, in: context, problems: &problems)
        try show(id, ledger, in: context)
        try problems.throwIfAny()
    }

    private func show(_ id: BeadID, _ ledger: Ledger, in context: CommandContext) throws {
        guard !silent || context.options.json else { return context.console.output("\(id)") }
        guard let bead = try ledger.read.bead(id) else { throw BeadFault.missing(id) }
        try context.show(json: BeadObject.alone(bead, labels: ledger.read.labels(of: id))) {
            ["✓ Created issue: \(id) — \(bead.title)", "  Priority: P\(bead.priority)", "  Status: \(bead.status)"]
        }
    }

    private func draft(in context: CommandContext) throws -> BeadDraft {
        guard let title = title ?? words, self.title == nil || words == nil else {
            throw Misuse(title == nil ? "title required" : "the title is given twice")
        }
        guard !title.isEmpty else { throw Misuse("title is required") }
        guard wispType == nil || ephemeral else { throw Misuse("--wisp-type is for --ephemeral issues") }
        guard estimate ?? 0 >= 0 else { throw Misuse("estimate must be a non-negative number of minutes") }
        var bead = Bead(id: BeadID(trusted: ""), title: title, at: context.effects.now())
        bead.type = BeadType(typed: type)
        bead.priority = priority.value
        bead.description = try description.read(in: context) ?? ""
        bead.design = try designFile.map { try TextSource.read($0, in: context) } ?? design ?? ""
        bead.acceptanceCriteria = acceptance ?? ""
        bead.notes = notes ?? ""
        bead.assignee = assignee
        bead.estimatedMinutes = estimate
        bead.dueAt = try context.momentIfGiven(due, for: "due")
        bead.deferUntil = try context.momentIfGiven(deferral, for: "defer")
        bead.externalRef = externalRef
        bead.specID = specID
        bead.metadata = try metadata.map { try MetadataText.read($0, in: context) }
        bead.isEphemeral = ephemeral
        bead.hasNoHistory = noHistory
        bead.wispType = wispType?.rawValue
        bead.molType = molType?.rawValue
        var draft = BeadDraft(bead)
        draft.id = try id.map { text in
            guard let id = BeadID(text) else { throw Misuse("invalid identifier \"\(text)\" (expected prefix-suffix)") }
            return id
        }
        draft.takesForeignPrefix = force
        draft.labels = try labels.map(Label.checked)
        draft.parent = parent.map { BeadID(trusted: $0) }
        draft.inheritsLabels = !noInheritance
        draft.ties = try ties.map(TieText.read) + waiting()
        return draft
    }

    private func waiting() throws -> [BeadDraft.Tie] {
        guard let waitsFor else {
            guard !$gate.isGiven else { throw Misuse("--waits-for-gate says how --waits-for waits, which is missing") }
            return []
        }
        guard ["all-children", "any-children"].contains(gate) else {
            throw Misuse("invalid --waits-for-gate \"\(gate)\" (expected all-children or any-children)")
        }
        let metadata = "{\"gate\": \"\(gate)\"}"
        return [BeadDraft.Tie(.waitsFor, BeadID(trusted: waitsFor), metadata: metadata)]
    }

    private func preview(_ draft: BeadDraft, _ ledger: Ledger, in context: CommandContext) throws {
        // What the real call refuses is refused here.
        _ = try context.rehearse(on: ledger) { try $0.create(draft) }
        var bead = draft.bead
        let id = draft.id?.description
        let stores = try context.stores()
        bead.createdBy = stores.actor.description
        bead.owner = stores.ownerMail
        context.show(json: BeadObject.alone(BeadObject.plain(bead, labels: draft.labels).members ?? [])) {
            [
                "⚠ [DRY RUN] Would create issue:", "  ID: \(id ?? "(will be generated)")", "  Title: \(bead.title)",
                "  Type: \(bead.type)", "  Priority: P\(bead.priority)", "  Status: \(bead.status)",
            ]
        }
    }
}

extension Ledger {
    /// Writes a draft as the caller, who owns it too.
    func create(_ draft: BeadDraft, in context: CommandContext) throws -> BeadID {
        var draft = draft
        draft.bead.owner = try context.stores().ownerMail
        return try context.write(to: self, "bd: create") { transaction in
            let id = try transaction.create(draft)
            transaction.message = "bd: create \(id)"
            return id
        }
    }
}
