import Arguments
import Basics
import CommandKit
import Console
import Dispatching
import JSON
import Ledger
import Polecats
import TownContext
import Vocabulary

/// `gt polecat status`: one seat.
struct PolecatStatus: RunnableCommand {
    static let name = "status"
    static let summary = "Show one polecat"

    @Argument("polecat", help: "<rig>/<name>") var polecat: String

    func run(in context: CommandContext) throws {
        let (rig, name) = try context.polecat(polecat)
        let site = try context.worksite(rig)
        _ = try site.seats.seat(name, in: site.ledger().read)
        guard let view = try PolecatView.all(of: site).first(where: { $0.seat.name == name }) else { return }
        let held = try view.held(in: site)
        var json = view.json
        json["unpreserved"] = .array(held.map(JSON.string))
        context.show(json: json) {
            [
                "\(rig)/\(name)",
                "  State:    \(view.state) since \(view.seat.since.inSeconds)",
                "  Bead:     \(view.bead.map { "\($0.id) \($0.title)" } ?? "none")",
                "  Branch:   \(view.seat.shownBranch ?? "none")",
                "  Worktree: \(view.seat.worktree ?? "none")",
                "  Holds:    \(held.isEmpty ? "nothing that the remote does not have" : held.joined(separator: ", "))",
                "  Session:  \(view.session ?? "none")",
                "  Agent:    \(view.seat.agent ?? "none")",
            ]
        }
    }
}
