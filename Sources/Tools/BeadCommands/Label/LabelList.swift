import Arguments
import CommandKit
import JSON
import Ledger

/// `bd label list`: the labels of a bead.
struct LabelList: RunnableCommand {
    static let name = "list"
    static let summary = "List the labels of an issue"

    @Argument("id", help: "Identifier") var id: String

    func run(in context: CommandContext) throws {
        let bead = try context.bead(id)
        let labels = try bead.ledger.read.labels(of: bead.id)
        context.show(json: .strings(labels)) {
            if labels.isEmpty { return ["", "\(bead.id) has no labels", ""] }
            return ["", "🏷 Labels for \(bead.id):"] + labels.map { "  - \($0)" } + [""]
        }
    }
}

/// `bd label list-all`: every label there is.
struct LabelListAll: RunnableCommand {
    static let name = "list-all"
    static let summary = "List all labels with how often they occur"

    func run(in context: CommandContext) throws {
        let labels = try context.ledger().read.allLabels()
        let objects = labels.map { label, count in
            JSON.object([JSON.Member("label", .string(label)), JSON.Member("count", .int(count))])
        }
        context.show(json: .array(objects)) {
            guard !labels.isEmpty else { return ["", "No labels", ""] }
            let width = labels.map(\.label.count).max() ?? 0
            let rows = labels.map { label, count in
                "  \(label)\(String(repeating: " ", count: width - label.count))  (\(count) issues)"
            }
            return ["", "🏷 All labels (\(labels.count) unique):"] + rows + [""]
        }
    }
}
