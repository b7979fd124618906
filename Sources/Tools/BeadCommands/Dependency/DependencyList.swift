import Arguments
import CommandKit
import Console
import JSON
import Ledger
import Views
import Vocabulary

/// The ways along ties.
enum Direction: String, CaseIterable, ArgumentValue { case down, up }

/// `bd dep list`: the beads at the other ends.
struct DependencyList: RunnableCommand {
    static let name = "list"
    static let summary = "List what issues depend on, or what depends on them"

    @Argument("id", atLeast: 1, help: "Identifier") var ids: [String]
    @Option("direction", help: "down: what it depends on; up: what depends on it") var direction = Direction.down
    @Option("type", "t", help: "Only this sense of the tie") var type: String?

    func run(in context: CommandContext) throws {
        var problems = Problems()
        let beads = try context.beads(ids, problems: &problems)
        if ids.count == 1, let bead = beads.first {
            try showOne(bead, in: context)
        } else if !beads.isEmpty {
            try showRecords(beads, in: context)
        }
        try problems.throwIfAny()
    }

    private func showOne(_ bead: NamedBead, in context: CommandContext) throws {
        guard let details = try bead.ledger.read.details(of: bead.id) else { throw BeadFault.missing(bead.id) }
        let all = direction == .down ? details.dependencies : details.dependents
        let ends = all.filter { type == nil || $0.type.rawValue == type }
        context.show(json: .array(ends.map(BeadObject.neighbour))) {
            guard ends.isEmpty else { return ends.map(BeadRows.neighbour) + [""] }
            return [
                direction == .down ? "\(bead.id) has no dependencies" : "No issues depend on \(bead.id)"
            ]
        }
    }

    private func showRecords(_ beads: [NamedBead], in context: CommandContext) throws {
        let edges = try beads.flatMap { bead in
            try direction == .down ? bead.ledger.read.edges(from: bead.id) : bead.ledger.read.edges(into: bead.id)
        }.filter { type == nil || $0.type.rawValue == type }
        context.show(json: .array(edges.map { $0.json() })) {
            edges.map { "  \($0.source) → \($0.target) (\($0.type))" }
        }
    }
}
