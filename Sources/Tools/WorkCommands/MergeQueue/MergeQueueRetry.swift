import Arguments
import CommandKit
import Console
import Host
import JSON
import Layout
import Ledger
import Stores
import Vocabulary

/// `gt mq retry`: a parked request goes back into the queue.
struct MergeQueueRetry: RunnableCommand {
    static let name = "retry"
    static let summary = "Put a parked merge request back into the queue"

    @Argument("rig", help: "The rig") var rig: RigName
    @Argument("request", help: "The merge request") var word: String

    init() {}

    func run(in context: CommandContext) throws {
        try context.refuseIfReadOnly()
        let request = try context.bead(word).id
        let ledger = try context.stores().rig(rig, .writing)
        let wasParked = try context.write(to: ledger, "gt: mq retry \(request)") { transaction in
            try transaction.unpark(request)
            return true
        }
        Bell.ring(try context.stores().town().rig(rig).refineryBell)
        context.showDone(json: [
            "id": .string(request.description), "state": .string("open"), "retried": .bool(wasParked),
        ]) {
            ["✓ \(request) is back in the queue of \(rig)."]
        }
    }
}
