import Arguments
import CommandKit
import Ledger

/// `bd dep remove`: parts two beads.
struct DependencyRemove: RunnableCommand {
    static let name = "remove"
    static let aliases = ["rm"]
    static let summary = "Take a dependency away"

    @Argument("issue-id", help: "The issue that waits") var source: String
    @Argument("depends-on-id", help: "The issue it waits for") var target: String
    @Option("type", "t", help: "Only this sense of the tie") var type: String?

    func run(in context: CommandContext) throws {
        let tie = Tie(source: source, target: target, type: .blocks)
        let removal = try tie.remove(ofType: type.map(EdgeType.init(rawValue:)), in: context)
        let status = removal.count > 0 ? "removed" : "unchanged"
        context.showDone(json: tie.json(status, removal.source, removal.target, withType: false)) { [line(removal)] }
    }

    private func line(_ removal: Tie.Removal) -> String {
        let (source, target) = (removal.source.name, removal.target.name)
        let left = removal.left.map(\.rawValue).joined(separator: ", ")
        switch (removal.count > 0, left.isEmpty) {
        case (true, true): return "✓ Removed dependency: \(source) no longer depends on \(target)"
        case (true, false):
            return "✓ Removed dependency of type \(type ?? ""): \(source) depends on \(target) (\(left))"
        case (false, true): return "\(source) does not depend on \(target); nothing to remove"
        case (false, false):
            return "\(source) depends on \(target) only as \(left), not \(type ?? ""); nothing to remove"
        }
    }
}
