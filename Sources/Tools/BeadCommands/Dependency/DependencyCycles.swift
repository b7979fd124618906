import Arguments
import CommandKit
import JSON
import Ledger
import Views
import Vocabulary

/// `bd dep cycles`: beads that wait for themselves.
struct DependencyCycles: RunnableCommand {
    static let name = "cycles"
    static let summary = "Find issues that wait for each other in a circle"

    func run(in context: CommandContext) throws {
        let ledger = try context.ledger()
        let cycles = try ledger.snapshot { read in
            try read.cycles().map { try $0.compactMap(read.bead) }
        }
        context.show(json: .array(cycles.map { .array($0.map { BeadObject.plain($0) }) })) {
            if cycles.isEmpty { return ["", "✓ No dependency cycles detected", ""] }
            return ["", "⚠ \(cycles.count) dependency cycles:", ""]
                + cycles.map { "  " + ($0 + $0.prefix(1)).map(\.id.description).joined(separator: " → ") } + [""]
        }
    }
}
