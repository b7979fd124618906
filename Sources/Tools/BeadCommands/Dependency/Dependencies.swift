import Arguments
import CommandKit
import Ledger
import Vocabulary

/// `bd dep`: ties between beads; by itself `bd dep A --blocks B`.
struct Dependencies: RunnableCommand {
    static let name = "dep"
    static let summary = "Tie issues together and look at the ties"
    static let section = Section.ties
    static var subcommands: [any Command.Type] {
        [
            DependencyAdd.self, DependencyRemove.self, DependencyRelate.self, DependencyUnrelate.self,
            DependencyList.self, DependencyShowTree.self, DependencyCycles.self,
        ]
    }

    @Argument("id", help: "The issue that must be done first") var id: String?
    @Option("blocks", "b", help: "The issue that waits for it") var blocked: String?
    @Flag("no-cycle-check", help: "Do not look for circles") var noCycleCheck

    func run(in context: CommandContext) throws {
        guard let id, let blocked else {
            if id == nil && blocked == nil { throw Misuse("`bd dep` needs a command", hints: ["`bd dep --help`"]) }
            throw Misuse("`bd dep <id> --blocks <id>` needs both")
        }
        let tie = Tie(source: blocked, target: id, type: .blocks, checksCycles: !noCycleCheck)
        let (source, target, isNew) = try tie.add(in: context)
        context.showDone(json: tie.json(isNew ? "added" : "unchanged", source, target)) {
            [
                isNew
                    ? "✓ Added dependency: \(target.name) blocks \(source.name)"
                    : "  \(target.name) blocks \(source.name) already"
            ]
        }
    }
}
