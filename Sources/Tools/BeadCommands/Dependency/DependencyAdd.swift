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
        let isWord = type.utf8.allSatisfy {
            (97...122).contains($0 | 32) || (48...57).contains($0) || $0 == 45 || $0 == 95 || $0 == 46
        }
        guard isWord, (1...50).contains(type.count) else {
            throw Misuse("invalid --type \"\(type)\": one word, such as blocks, related, parent-child, discovered-from")
        }
    }

    func run(in context: CommandContext) throws {
        let tie = Tie(
            source: source,
            target: target ?? other ?? "",
            type: EdgeType(rawValue: type),
            checksCycles: !noCycleCheck
        )
        let (source, target, isNew) = try tie.add(in: context)
        context.showDone(json: tie.json(isNew ? "added" : "unchanged", source, target)) {
            guard isNew else { return ["  \(source.name) depends on \(target.name) already (\(type))"] }
            return ["✓ Added dependency: \(source.name) depends on \(target.name) (\(type))"]
        }
    }
}
