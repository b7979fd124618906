import Arguments
package import CommandKit
import Console
import Dispatching
import Effects
import Git
import Host
import Layout
import Ledger
import Polecats
import Settings
import ShellAgent
import Stores
import TownContext
import Vocabulary
import Worktrees

/// `gt shell-agent`: works on what is on the hook without a model.
package struct ShellWork: RunnableCommand {
    package static let name = "shell-agent"
    package static let summary = "Run the sh blocks of the bead on the hook and hand the result in"
    package static let details = """
        The program of the agent `shell`, started by `gt sling` in a session of its own. It runs the fenced sh blocks \
        of the bead's description in the worktree, one after the other, each with a time limit (```sh limit=30s, else \
        the rig's shell_agent.block_limit, else 10 minutes), commits after each and then runs `gt done`. What fails is \
        told to the overseer by mail, and the bead stays on its hook.
        """
    package static let section = "Internal"
    package static let isHidden = true

    package init() {}

    package func run(in context: CommandContext) throws {
        guard let session = SessionIdentity(environment: context.effects.environment),
            case .polecat(let rig, let name) = session.address
        else {
            throw Problem(
                .refused,
                "this is no session of a worker; nothing was done",
                hints: ["`gt sling <bead> <rig> --agent shell` starts one."]
            )
        }
        let site = try context.worksite(rig)
        let worktree = site.rig.seat(name).worktree
        let worktrees = Worktrees(site.repository, effects: context.effects)
        let stores = try context.stores()
        let deliveries = try context.deliveries()
        let town = TownProgram(context, in: worktree)
        let desk = ShellAgent.Desk(
            prime: { try town.must(["prime"]) },
            readMail: { try town.must(["mail", "check", "--inject"]) },
            handIn: { try town.must(["done"]) },
            preserve: { path in
                let note = SnapshotNote(
                    name: name.description,
                    reason: "restart of the shell agent",
                    incarnation: session.incarnation.description
                )
                return try worktrees.preserve(path, note).snapshot?.id
            },
            deliver: {
                _ = try deliveries.deliver(
                    from: site.rig.database,
                    in: stores,
                    operation: context.effects.makeOperation()
                )
            },
            show: { line in
                context.console.output(line)
                try? context.console.flush()
            }
        )
        try ShellAgent(
            session: session,
            seats: site.seats,
            ledger: site.ledger(),
            worktree: site.repository.at(worktree),
            target: site.identity.defaultBranch,
            limit: site.settings.shellBlockLimit ?? ShellAgent.defaultLimit,
            desk: desk,
            effects: context.effects
        ).run()
    }
}

/// This installation's `gt`, run as any agent runs it.
private struct TownProgram {
    let context: CommandContext
    let program: String
    let folder: String

    init(_ context: CommandContext, in folder: String) {
        self.context = context
        self.folder = folder
        program = ProgramPath.own() ?? "gt"
    }

    /// What the command says appears in this session; one that does not end well throws.
    func must(_ words: [String]) throws {
        var call = ProcessCall(
            program,
            words,
            in: folder,
            environment: context.effects.environment,
            limit: .seconds(900)
        )
        call.isShown = true
        try context.console.flush()
        let outcome = try context.effects.processes.run(call)
        for line in outcome.errors.split(separator: "\n") { context.console.notes(String(line)) }
        guard outcome.status == 0 else {
            throw ShellFault.toolFailed(
                "gt \(words.joined(separator: " "))",
                status: outcome.status,
                said: outcome.errors
            )
        }
    }
}
