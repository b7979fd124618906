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
        let elsewhere = try edges(of: bead).filter { edge in
            !all.contains { $0.bead.id == far(edge) && $0.type == edge.type }
        }
        let foreign = elsewhere.map { edge in
            JSON.object([
                JSON.Member("id", .string(far(edge).description)),
                JSON.Member("dependency_type", .string(edge.type.rawValue)),
            ])
        }
        context.show(json: .array(ends.map(BeadObject.neighbour) + foreign)) {
            guard ends.isEmpty, elsewhere.isEmpty else {
                let rest = elsewhere.map { "  \(far($0)) (\($0.type)): not in this ledger, holds nothing up" }
                return ends.map(BeadRows.neighbour) + rest + [""]
            }
            return [
                direction == .down ? "\(bead.id) has no dependencies" : "No issues depend on \(bead.id)"
            ]
        }
    }

    /// The edges that were asked for.
    private func edges(of bead: NamedBead) throws -> [Edge] {
        let read = bead.ledger.read
        let all = try direction == .down ? read.edges(from: bead.id) : read.edges(into: bead.id)
        return all.filter { type == nil || $0.type.rawValue == type }
    }

    /// The end of an edge that is not the bead that was named.
    private func far(_ edge: Edge) -> BeadID { direction == .down ? edge.target : edge.source }

    private func showRecords(_ beads: [NamedBead], in context: CommandContext) throws {
        let edges = try beads.flatMap(edges(of:))
        context.show(json: .array(edges.map(\.json))) {
            edges.map { "  \($0.source) → \($0.target) (\($0.type))" }
        }
    }
}
