import Arguments
import CommandKit
import Console
import Dispatching
import JSON
import Ledger
import Polecats
import TownContext
import Vocabulary

/// `gt unsling`: takes a bead off its hook.
struct UnslingBead: RunnableCommand {
    static let name = "unsling"
    static let aliases = ["unhook"]
    static let summary = "Take a bead off its hook and open it again"
    static let details = """
        The polecat's session ends; its worktree and branch stay as they are. Without a bead, the one on the caller's \
        own hook.
        """
    static let section = HelpSection.work

    @Argument("bead", help: "The bead; the caller's own without it") var bead: String?

    func run(in context: CommandContext) throws {
        try context.refuseIfReadOnly()
        let id: BeadID
        if let bead {
            id = try context.bead(bead).id
        } else {
            let hook = try HookedWork(of: context.caller(), in: context)
            guard let bead = hook.bead else {
                throw Problem(.conflict, "nothing is on the hook of \(hook.address)", hints: ["Name the bead."])
            }
            id = bead.id
        }
        let site = try context.worksite(context.rig(of: id))
        let seat = try site.unsling(id)
        let from = seat.name.map { site.seats.address($0).description } ?? seat.id.description
        context.showDone(
            json: .object([
                JSON.Member("bead", .string(id.description)), JSON.Member("from", .string(from)),
                JSON.Member("branch", .optional(seat.branch)),
            ])
        ) { ["✓ \(id) is open again; its branch \(seat.branch ?? "") and the worktree of \(from) are kept"] }
    }
}
