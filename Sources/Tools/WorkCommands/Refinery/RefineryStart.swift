import Arguments
import CommandKit
import Console
import JSON
import Layout
import Ledger
import Rigs
import Sessions
import Settings
import Stores
import TownContext
import Vocabulary

/// `gt refinery start`: the loop in its session.
struct RefineryStart: RunnableCommand {
    static let name = "start"
    static let aliases = ["spawn"]
    static let summary = "Start a rig's refinery in its session"
    static let details = "One that runs already is left alone. Takes back what `gt refinery stop` did."

    @Argument("rig", help: "The rig; that of the folder unless given") var rig: RigName?

    init() {}

    func run(in context: CommandContext) throws {
        try context.refuseIfReadOnly()
        let name = try rig ?? context.rigHere()
        let prefix = try RigIdentity.required(context.stores().town().rig(name)).prefix
        try context.stores().hq().read.requireRunningTown()
        try context.stores().markRefinery(of: name, stopped: false, effects: context.effects)
        let services = RigServices(sessions: try context.sessions(), supervision: try context.supervision())
        let session: String
        let isNew: Bool
        switch try services.start(name, prefix: prefix) {
        case .started(session: let running): (session, isNew) = (running, true)
        case .alreadyRunning(session: let running): (session, isNew) = (running, false)
        }
        context.showDone(
            json: ["rig": .string(name.description), "session": .string(session), "started": .bool(isNew)]
        ) {
            [
                isNew
                    ? "✓ The refinery of \(name) runs in session \(session)."
                    : "The refinery of \(name) runs already, in session \(session)."
            ]
        }
    }
}
