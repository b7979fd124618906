import Arguments
import CommandKit
import Ledger

/// `bd dep add`: one bead depends on another.
struct DependencyAdd: RunnableCommand {
    static let name = "add"
    static let summary = "Make an issue depend on another"

    @Argument("issue-id", help: "The issue that waits") var source: String
    @Argument("depends-on-id", help: "The issue that must be done first") var target: String?
    @Option("depends-on", aliases: ["blocked-by"], help: "The issue that must be done first") var other: String?
    @Option("type", "t", help: "Sense of the tie, such as blocks, related, parent-child, discovered-from")
    var type = "blocks"
    @Flag("no-cycle-check", help: "Do not look for circles") var noCycleCheck

    func validate() throws(Misuse) {
        guard (target == nil) != (other == nil) else { throw Misuse("one issue to depend on is needed") }
    }

    func run(in context: CommandContext) throws {
        let tie = Tie(
            source: source,
            target: target ?? other ?? "",
            type: EdgeType(rawValue: type),
            checksCycles: !noCycleCheck
        )
        let (source, target) = try tie.add(in: context)
        context.showDone(json: tie.json("added", source, target)) {
            let line = "✓ Added dependency: \(source.name) depends on \(target.name) (\(type))"
            return target.title == nil ? [line, "  It is not in this ledger, so it holds nothing up."] : [line]
        }
    }
}
