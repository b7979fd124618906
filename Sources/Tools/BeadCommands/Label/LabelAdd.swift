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
        try LabelChange(words, "added").run(in: context) { transaction, id, label in
            try transaction.addLabel(label, to: id)
        } line: {
            "✓ Added label '\($1)' to \($0)"
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
        try LabelChange(words, "removed").run(in: context) { transaction, id, label in
            try transaction.removeLabel(label, from: id)
        } line: {
            "✓ Removed label '\($1)' from \($0)"
        }
    }
}

/// What adding and removing have in common.
private struct LabelChange {
    private let ids: [String]
    private let label: String
    private let status: String

    init(_ words: [String], _ status: String) {
        ids = words.dropLast()
        label = words.last ?? ""
        self.status = status
    }

    func run(
        in context: CommandContext,
        _ body: (Transaction, BeadID, String) throws -> Void,
        line: (BeadID, String) -> String
    ) throws {
        guard !label.isEmpty else { throw Misuse("label cannot be empty") }
        var problems = Problems()
        let beads = try context.beads(ids, .writing, problems: &problems)
        let changed = try context.change(beads, "label \(status) '\(label)' on", problems: &problems) {
            try body($0, $1, label)
        }
        if !changed.isEmpty {
            context.showDone(json: .array(changed.map { object($0.id) })) { changed.map { line($0.id, label) } }
        }
        try problems.throwIfAny()
    }

    private func object(_ id: BeadID) -> JSON {
        .object([
            JSON.Member("issue_id", .string(id.description)), JSON.Member("label", .string(label)),
            JSON.Member("status", .string(status)),
        ])
    }
}
