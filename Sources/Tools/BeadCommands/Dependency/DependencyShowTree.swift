import Arguments
import CommandKit
import Console
import Ledger
import Views

/// `bd dep tree`: what stands below a bead.
struct DependencyShowTree: RunnableCommand {
    static let name = "tree"
    static let summary = "Show the tree of what an issue depends on"

    enum Format: String, CaseIterable, ArgumentValue { case text, mermaid }

    @Argument("id", help: "Identifier") var id: String
    @Option("direction", help: "down: what it depends on; up: what depends on it") var direction = Direction.down
    @Option("max-depth", "d", help: "How many levels below it") var depth = 50
    @Option("status", help: "Only issues in this state") var status: String?
    @Option("format", help: "How it is drawn") var format = Format.text
    @Flag("show-all-paths", help: "Show what is below an issue each time it occurs") var showsAllPaths

    func run(in context: CommandContext) throws {
        guard depth >= 1 else { throw Misuse("--max-depth must be at least 1") }
        let bead = try context.bead(id)
        let down = direction == .down
        // The deepest level is only counted, as the original does: 1 shows the root alone.
        var nodes = try bead.ledger.snapshot {
            try $0.tree(of: bead.id, down ? .down : .up, depth: depth - 1, showsAllPaths: showsAllPaths)
        }
        if let status, case .some(let states) = try FilterFlags.states([status], bead.ledger.read) {
            nodes = nodes.filter { $0.depth == 0 || states.contains($0.bead.status) }
        }
        let tree = DependencyTree(nodes)
        let title = down ? "Dependency" : "Dependent"
        context.show(json: tree.json) {
            if format == .mermaid { return tree.mermaid }
            let isReady = nodes.first.map { !$0.bead.isBlocked } ?? true
            return ["", "🌲 \(title) tree for \(bead.id):", ""] + tree.lines(isReady: isReady) + [""]
        }
    }
}
