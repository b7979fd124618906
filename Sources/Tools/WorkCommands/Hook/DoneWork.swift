import Arguments
import CommandKit
import Console
import Dispatching
import Effects
import JSON
import Ledger
import Polecats
import Sessions
import Settings
import TownContext
import Vocabulary

/// `gt done`: hands in the caller's work.
struct DoneWork: RunnableCommand {
    static let name = "done"
    static let summary = "Hand in finished work to the merge queue and leave"
    static let details = """
        Checks that everything is committed, pushes the branch, files the merge request, frees the seat and ends this \
        session. Interrupted, the same command goes on where it was.
        """
    static let section = HelpSection.work

    @Flag("resume", help: "Go on with an interrupted one; the same as without it") var resume

    func run(in context: CommandContext) throws {
        try context.refuseIfReadOnly()
        let session = try context.workerSession()
        guard let rig = session.address.rig else {
            throw Problem(.refused, "\(session.address) has no merge queue")
        }
        let site = try context.worksite(rig)
        let done = Done(
            seats: site.seats,
            ledger: try site.ledger(),
            git: site.repository,
            target: site.identity.defaultBranch,
            effects: context.effects
        )
        let request = try done.run(session)
        context.showDone(
            json: .object([
                JSON.Member("bead", .string(request.bead.description)),
                JSON.Member("request", .string(request.id.description)),
                JSON.Member("branch", .string(request.branch)),
                JSON.Member("head", .string(request.head)),
                JSON.Member("state", .string(request.state.rawValue)),
            ])
        ) {
            [
                "✓ \(request.bead) is in the merge queue as \(request.id)", "  Branch: \(request.branch)",
                "  This session ends now; the seat is free.",
            ]
        }
        try context.console.flush()
        try context.effects.steps.run("done", 5) {
            if let seat = try site.ledger().read.agent(site.seats.bead(of: session.address)), seat.hook == nil {
                // Inside its own session the command must return before that ends.
                if context.effects.environment["GT_SESSION"] == nil {
                    try site.endLeftover(of: seat)
                } else {
                    try site.sessions.endAfterThisCommand(session.address, session.incarnation)
                }
            }
        }
    }
}
