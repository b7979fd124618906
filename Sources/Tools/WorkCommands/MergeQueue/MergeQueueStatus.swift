import Arguments
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

/// `gt mq status`: one request, by its own name or that of the work.
struct MergeQueueStatus: RunnableCommand {
    static let name = "status"
    static let aliases = ["show"]
    static let summary = "Show a merge request"
    static let details = "A bead's name shows its latest request."

    @Argument("id", help: "The merge request, or the bead it is for") var word: String

    init() {}

    func run(in context: CommandContext) throws {
        let id = try context.bead(word).id
        let rig = try context.rig(of: id)
        let read = try context.stores().rig(rig).read
        guard let request = try read.request(id) ?? read.requests(for: id).last else {
            throw MergeRequestFault.missing(id)
        }
        let bound = try RigSettings.read(context.stores().town().rig(rig)).mergeQueue.longestWait
        let waiting = try read.waitingRequests(at: context.effects.now(), bound: bound)
        let position = waiting.firstIndex { $0.id == request.id }.map { $0 + 1 }
        let view = try MergeRequestView(request, rig: rig, in: read, position: position)
        context.show(json: view.json) { view.lines }
    }
}
