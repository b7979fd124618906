import Arguments
import CommandKit
import Console
import JSON
import TownContext
import Towns
import Vocabulary

/// `gt status`: how the town is.
struct StatusShow: RunnableCommand {
    static let name = "status"
    static let aliases = ["stat"]
    static let summary = "Show the town: services, rigs, workers, merge queues, mail"
    static let section = HelpSection.town

    @Flag("fast", help: "Leave the mail out") var fast

    func run(in context: CommandContext) throws {
        let status = try TownStatus(stores: context.stores(), sessions: context.sessions(), isFast: fast)
        context.show(json: status.json) { Self.lines(status) }
    }

    private static func lines(_ status: TownStatus) -> [String] {
        var lines = ["Town: \(status.name)", status.root, ""]
        if let since = status.stopped { lines += ["The town is down since \(since); `gt up` brings it up.", ""] }
        let daemon = status.daemon.map { "running (PID \($0))" } ?? "stopped"
        lines.append("Services: daemon \(daemon)  tmux -L \(status.socket)")
        if let unread = status.unread { lines.append("Overseer: \(unread) unread") }
        if status.rigs.isEmpty { lines += ["", "No rigs. Add one with: gt rig add <name> <url>"] }
        for rig in status.rigs {
            let stopped = rig.refineryStopped.map { "stopped by hand since \($0)" } ?? "stopped"
            let refinery = rig.isRefineryRunning ? "running" : stopped
            let parked = rig.parked > 0 ? ", \(rig.parked) parked: `gt mq list \(rig.name)`" : ""
            lines += [
                "", "\(rig.name)/  (\(rig.prefix))", "  refinery \(refinery), \(rig.queue) in the queue\(parked)",
            ]
            for worker in rig.workers {
                let work = worker.bead.map { "  \($0)" } ?? ""
                lines.append("  \(worker.name)  \(worker.state)\(work)")
            }
        }
        return lines
    }
}
