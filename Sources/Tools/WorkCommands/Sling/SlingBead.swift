import Arguments
import CommandKit
import Console
import Dispatching
import Effects
import JSON
import Ledger
import Polecats
import Stores
import TownContext
import Vocabulary

/// `gt sling`: gives beads to polecats.
struct SlingBead: RunnableCommand {
    static let name = "sling"
    static let summary = "Give beads to polecats (workers), each in a worktree and a session of its own"
    static let details = """
        The last word may name the rig; without it each bead goes to the rig it is at home in. An idle polecat is \
        taken first, else a new one is made. Slinging a bead again completes what was interrupted.
        """
    static let section = HelpSection.work

    @Argument("bead", atLeast: 1, help: "Beads, then the rig if it is named") var words: [String]
    @Option("agent", help: "The program that works, instead of the rig's or the town's") var agent: String?
    @Flag("force", "f", help: "Also a bead that is blocked or failed too often") var force

    func run(in context: CommandContext) throws {
        var words = words
        var named: RigName?
        if words.count > 1, let last = words.last, !last.contains("-"), let rig = RigName(last) {
            named = rig
            words.removeLast()
        }
        try context.refuseIfReadOnly()
        _ = try context.stores().town()
        var problems = Problems()
        var reports: [(BeadID, RigName, Sling.Report)] = []
        for word in words {
            let done: Bool? = problems.collect {
                let bead = try context.bead(word).id
                let rig = try checked(context.rig(of: bead), against: named, for: bead)
                let report = try context.sling(rig).run(bead, agent: agent, isForced: force)
                reports.append((bead, rig, report))
                return true
            }
            if done != nil, !context.options.json, let (bead, rig, report) = reports.last {
                show(bead, rig, report, in: context)
            }
        }
        if context.options.json, !reports.isEmpty {
            context.console.output(.array(reports.map { SlingBead.json($0.0, $0.1, $0.2) }))
        }
        try problems.throwIfAny()
    }

    private func checked(_ home: RigName, against named: RigName?, for bead: BeadID) throws -> RigName {
        guard let named, named != home else { return home }
        throw Problem(
            .refused,
            "\(bead) is at home in \(home), not in \(named); nothing was slung",
            hints: ["`gt sling \(bead) \(home)`"]
        )
    }

    private func show(_ bead: BeadID, _ rig: RigName, _ report: Sling.Report, in context: CommandContext) {
        for note in report.notes { context.console.notes("Note: \(note)") }
        guard let name = report.seat.name else { return }
        let address = Address.polecat(rig, name)
        if report.wasRunning {
            context.confirm("\(bead) is already with \(address)")
        } else {
            context.confirm("✓ Slung \(bead) to \(address)")
            context.confirm("  Branch: \(report.seat.branch ?? "")")
            context.confirm("  Watch it: gt peek \(address)")
        }
    }

    private static func json(_ bead: BeadID, _ rig: RigName, _ report: Sling.Report) -> JSON {
        let seat = report.seat
        return .object([
            JSON.Member("bead", .string(bead.description)),
            JSON.Member("rig", .string(rig.description)),
            JSON.Member("polecat", .optional(seat.name?.description)),
            JSON.Member("branch", .optional(seat.branch)),
            JSON.Member("worktree", .optional(seat.worktree)),
            JSON.Member("incarnation", .optional(seat.incarnation?.description)),
            JSON.Member("already", .bool(report.wasRunning)),
            JSON.Member("notes", .strings(report.notes)),
        ])
    }
}
