import Arguments
import Basics
import CommandKit
import Console
import Effects
import Host
import Layout
import Ledger
import Refinery
import Settings
import Stores
import TownContext
import Vocabulary

/// `gt refinery run`: the loop itself, in this terminal.
struct RefineryRun: RunnableCommand {
    static let name = "run"
    static let summary = "Be the refinery of a rig until interrupted"
    static let details = """
        What `gt refinery start` starts in a session. There is one for each rig; a second one refuses to run. It may be \
        killed at any moment: the next one finishes what it left.
        """

    @Argument("rig", help: "The rig; that of the folder unless given") var rig: RigName?
    @Flag("once", help: "Land what waits, then end") var once

    init() {}

    func run(in context: CommandContext) throws {
        try context.refuseIfReadOnly()
        let name = try rig ?? context.rigHere()
        let stores = try context.stores()
        let rig = try stores.town().rig(name)
        _ = try RigIdentity.required(rig)
        let say = { (line: String) in
            context.console.output("\(context.effects.now().inSeconds)  \(line)")
            try? context.console.flush()
        }
        try stores.hq().read.requireRunningTown()
        let lock = try RefineryLock.take(rig, effects: context.effects)
        defer { withExtendedLifetime(lock) {} }
        let memory = RefineryMemory()
        let pass = { (isRung: Bool) throws -> RefineryEngine.Pass in
            let engine = RefineryEngine(
                rig: rig,
                ledger: try stores.rig(name, .writing),
                owner: lock.owner,
                effects: context.effects,
                memory: memory,
                say: say
            )
            defer { deliver(name, in: context, say) }
            return try engine.pass(isRung: isRung)
        }
        if once {
            try runOnce(pass)
            return
        }
        say("the refinery of \(name) begins")
        // One that was started by hand is in no list of `gt down`: it ends by itself, as it does when the rig is gone.
        try RefineryLoop(rig: rig, say: say).run(pass, rest: stores.close) {
            !Files.exists(rig.repository) || ((try? stores.hq().read.townStopped()) ?? nil) != nil
        }
        say("the refinery of \(name) ends")
    }

    private func runOnce(_ pass: (Bool) throws -> RefineryEngine.Pass) throws {
        while true {
            switch try pass(true) {
            case .worked: continue
            case .idle, .gathering: return
            case .stopped(let reason): throw Problem(.conflict, "the merge queue stands still: \(reason)")
            }
        }
    }

    /// Tells `hq` what landed; what fails stays in the outbox for the next pass.
    private func deliver(_ name: RigName, in context: CommandContext, _ say: (String) -> Void) {
        do {
            let operation = context.effects.makeOperation()
            let stores = try context.stores()
            let report = try context.deliveries().deliver(from: name.description, in: stores, operation: operation)
            for (row, reason) in report.left { say("not delivered yet, \(row.kind): \(reason.summary)") }
        } catch {
            say("the outbox waits: \(Problem(describing: error).summary)")
        }
    }
}
