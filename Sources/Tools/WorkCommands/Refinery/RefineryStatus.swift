import Arguments
import CommandKit
import Console
import JSON
import Layout
import Ledger
import Refinery
import Sessions
import Settings
import Stores
import TownContext
import Vocabulary

/// `gt refinery status`: whether it runs, what waits, and why it stands still if it does.
struct RefineryStatus: RunnableCommand {
    static let name = "status"
    static let summary = "Show whether a rig's refinery runs and what waits for it"

    @Argument("rig", help: "The rig; that of the folder unless given") var rig: RigName?

    init() {}

    func run(in context: CommandContext) throws {
        let name = try rig ?? context.rigHere()
        let layout = try context.stores().town().rig(name)
        let prefix = try RigIdentity.required(layout).prefix
        let session = Address.refinery(name).session(prefix: prefix)
        let isRunning = try context.sessions().list().contains { $0.name == session }
        let stopped = try context.stores().hq().read.refineryStopped(name)
        let read = try context.stores().rig(name).read
        let waiting = try read.requests(in: [.open]).count
        let landing = try read.requests(in: [.claimed])
        let parked = try read.requests(in: [.parked]).count
        let fault = isRunning ? PassFault.read(layout) : nil
        let reason = try settingsFault(layout) ?? read.reasonToStandStill(name, prefix: prefix)
        context.show(
            json: [
                "rig": .string(name.description), "running": .bool(isRunning), "session": .string(session),
                "state": .string(reason == nil ? (isRunning ? "running" : "stopped") : "stuck"),
                "stopped": .optional(stopped), "reason": .optional(reason), "last_pass": .optional(fault),
                "queue": .int(waiting + landing.count),
                "waiting": .int(waiting),
                "landing": .strings(landing.map(\.bead.description)), "parked": .int(parked),
            ]
        ) {
            let idle = stopped.map { "stopped by hand since \($0)" } ?? "not running"
            var lines = ["Refinery of \(name): \(isRunning ? "running in session \(session)" : idle)"]
            lines.append("  \(waiting) waiting, \(landing.count) being landed, \(parked) parked")
            if let reason { lines.append("  The queue stands still: \(reason)") }
            if let fault { lines.append("  Its last pass failed, it tries again: \(fault)") }
            if !isRunning { lines.append("  `gt refinery start \(name)` starts it.") }
            return lines
        }
    }

    /// Why the rig's settings cannot be read, as the refinery finds them each time.
    private func settingsFault(_ rig: RigLayout) -> String? {
        do { _ = try RigSettings.read(rig) } catch { return Problem(describing: error).summary }
        return nil
    }
}

extension Reader {
    /// What the refinery last said of why nothing lands; `nil` while it goes on.
    func reasonToStandStill(_ rig: RigName, prefix: Prefix) throws -> String? {
        guard let id = Address.refinery(rig).agentBead(prefix: prefix), try agent(id)?.state == .stuck else {
            return nil
        }
        return try bead(id)?.notes
    }
}
