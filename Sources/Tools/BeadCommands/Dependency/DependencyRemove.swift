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
        let (source, target, count) = try tie.remove(ofType: type.map(EdgeType.init(rawValue:)), in: context)
        let status = count > 0 ? "removed" : "unchanged"
        context.showDone(json: tie.json(status, source, target, withType: false)) {
            count > 0
                ? ["✓ Removed dependency: \(source.name) no longer depends on \(target.name)"]
                : ["\(source.name) does not depend on \(target.name); nothing to remove"]
        }
    }
}
