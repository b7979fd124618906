import Arguments
import CommandKit
import Console
import JSON
import Ledger
import Vocabulary

/// `bd label add`: puts a label on beads.
struct LabelAdd: RunnableCommand {
    static let name = "add"
    static let summary = "Put a label on issues"
    static let details = "The last word is the label."

    @Argument("id... label", atLeast: 2, help: "Identifiers, then the label") var words: [String]

    func run(in context: CommandContext) throws {
        try LabelChange(words, "added", Label.checked).run(in: context) { transaction, id, label in
            try transaction.addLabel(label, to: id)
        } line: { id, label, isNew in
            isNew ? "✓ Added label '\(label)' to \(id)" : "  \(id) has the label '\(label)' already"
        }
    }
}

/// `bd label remove`: takes a label off beads.
struct LabelRemove: RunnableCommand {
    static let name = "remove"
    static let aliases = ["rm"]
    static let summary = "Take a label off issues"
    static let details = "The last word is the label."

    @Argument("id... label", atLeast: 2, help: "Identifiers, then the label") var words: [String]

    func run(in context: CommandContext) throws {
        // One that an older program took may look like anything.
        try LabelChange(words, "removed") { $0 }.run(in: context) { transaction, id, label in
            try transaction.removeLabel(label, from: id)
        } line: { id, label, wasThere in
            wasThere ? "✓ Removed label '\(label)' from \(id)" : "  \(id) has no label '\(label)'"
        }
    }
}

/// What adding and removing have in common.
private struct LabelChange {
    private let ids: [String]
    private let label: String
    private let status: String

    init(_ words: [String], _ status: String, _ check: (String) throws -> String) rethrows {
        ids = words.dropLast()
        label = try check(words.last ?? "")
        self.status = status
    }

    func run(
        in context: CommandContext,
        _ body: (Transaction, BeadID, String) throws -> Bool,
        line: (BeadID, String, Bool) -> String
    ) throws {
        guard !label.isEmpty else { throw Misuse("label cannot be empty") }
        var problems = Problems()
        let beads = try context.beads(ids, .writing, problems: &problems)
        var differ: Set<BeadID> = []
        let changed = try context.change(beads, "label \(status) '\(label)' on", problems: &problems) {
            if try body($0, $1, label) { differ.insert($1) } else { differ.remove($1) }
        }
        if !changed.isEmpty {
            context.showDone(json: .array(changed.map { object($0.id, differ.contains($0.id)) })) {
                changed.map { line($0.id, label, differ.contains($0.id)) }
            }
        }
        try problems.throwIfAny()
    }

    private func object(_ id: BeadID, _ differs: Bool) -> JSON {
        .object([
            JSON.Member("issue_id", .string(id.description)), JSON.Member("label", .string(label)),
            JSON.Member("status", .string(differs ? status : "unchanged")),
        ])
    }
}
