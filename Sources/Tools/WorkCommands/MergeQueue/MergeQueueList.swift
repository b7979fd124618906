import Arguments
import Basics
import CommandKit
import Console
import Effects
import JSON
import Layout
import Ledger
import Settings
import Stores
import TownContext
import Vocabulary

/// `gt mq list`: the queue in the order in which it is taken.
struct MergeQueueList: RunnableCommand {
    static let name = "list"
    static let summary = "List a rig's merge requests"
    static let details =
        "Those that wait come first, in the order in which they are taken, then those being landed and parked."

    @Argument("rig", help: "The rig; that of the folder unless given") var rig: RigName?
    @Flag("ready", help: "Only those that wait") var ready
    @Flag("all", help: "Also those that are merged or rejected") var all
    @Option("status", "s", help: "Only this state: open, claimed, merged, rejected, parked") var status: String?
    @Option("worker", help: "Only of this worker") var worker: String?

    init() {}

    func run(in context: CommandContext) throws {
        let name = try rig ?? context.rigHere()
        let rig = try context.stores().town().rig(name)
        let read = try context.stores().rig(name).read
        let bound = try RigSettings.read(rig).mergeQueue.longestWait
        let waiting = try read.waitingRequests(at: context.effects.now(), bound: bound)
        let states = try wantedStates()
        var views: [MergeRequestView] = []
        for (index, request) in waiting.enumerated() where states.contains(.open) {
            views.append(try MergeRequestView(request, rig: name, in: read, position: index + 1))
        }
        let others = states.filter { $0 != .open }
        if !others.isEmpty {
            views += try read.requests(in: others).map { try MergeRequestView($0, rig: name, in: read) }
        }
        if let worker {
            views = views.filter { $0.request.worker == worker || $0.request.worker.hasSuffix("/\(worker)") }
        }
        let prefix = try RigIdentity.required(rig).prefix
        let reason = try read.reasonToStandStill(name, prefix: prefix)
        context.show(json: .array(views.map(\.json))) {
            let stop = reason.map { ["The queue stands still: \($0)"] } ?? []
            guard !views.isEmpty else { return stop + ["No merge requests in \(name)."] }
            return stop + Table(header: MergeRequestView.header, rows: views.map(\.cells)).lines()
        }
    }

    private func wantedStates() throws -> [MergeRequestRecord.State] {
        if let status {
            guard let state = MergeRequestRecord.State(rawValue: status) else {
                let known = MergeRequestRecord.State.allCases.map(\.rawValue).joined(separator: ", ")
                throw Misuse("invalid --status \"\(status)\" (one of: \(known))")
            }
            return [state]
        }
        if ready { return [.open] }
        return all ? MergeRequestRecord.State.allCases : [.open, .claimed, .parked]
    }
}
