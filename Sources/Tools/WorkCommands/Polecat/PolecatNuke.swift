import Arguments
import CommandKit
import Console
import Dispatching
import JSON
import Ledger
import Polecats
import Stores
import TownContext
import Vocabulary
import Worktrees

/// `gt polecat nuke`: ends seats and removes their worktrees.
struct PolecatNuke: RunnableCommand {
    static let name = "nuke"
    static let summary = "End polecats and remove their worktrees, keeping all they hold"
    static let details = """
        The bead on the hook is open again afterwards. HEAD, index, stashes, changed and untracked files are kept as a \
        snapshot first; `gt snapshot restore` brings them back. What cannot be kept is not removed.
        """

    @Argument("polecat", atLeast: 1, help: "<rig>/<name>") var polecats: [String]

    func run(in context: CommandContext) throws {
        try context.refuseIfReadOnly()
        var problems = Problems()
        var done: [(Address, Worksite.Nuked)] = []
        for text in polecats {
            let nuked: (Address, Worksite.Nuked)? = problems.collect {
                let (rig, name) = try context.polecat(text)
                let site = try context.worksite(rig)
                let seat = try site.seats.seat(name, in: site.ledger().read)
                return (.polecat(rig, name), try site.nuke(seat))
            }
            guard let nuked else { continue }
            done.append(nuked)
            if !context.options.json { show(nuked.0, nuked.1, in: context) }
        }
        if context.options.json, !done.isEmpty { context.console.output(.array(done.map(PolecatNuke.json))) }
        try problems.throwIfAny()
    }

    private func show(_ address: Address, _ nuked: Worksite.Nuked, in context: CommandContext) {
        context.confirm("✓ Nuked \(address)")
        if let bead = nuked.bead { context.confirm("  \(bead) is open again") }
        if let snapshot = nuked.snapshot {
            context.confirm("  Kept as \(snapshot.id): gt snapshot restore \(snapshot.id)")
        } else {
            context.confirm("  It held nothing that the remote does not have")
        }
        if !nuked.isBranchGone, let branch = nuked.seat.branch { context.confirm("  The branch \(branch) is kept") }
    }

    private static func json(_ address: Address, _ nuked: Worksite.Nuked) -> JSON {
        .object([
            JSON.Member("polecat", .string(address.description)),
            JSON.Member("bead", .optional(nuked.bead)),
            JSON.Member("snapshot", .optional(nuked.snapshot?.id)),
            JSON.Member("branch", .optional(nuked.seat.branch)),
            JSON.Member("branch_removed", .bool(nuked.isBranchGone)),
        ])
    }
}
