import Arguments
import Basics
import CommandKit
import Console
import Effects
import Host
import Layout
import Patrols
import Stores
import Supervised
import TownContext

/// `gt daemon run`: watches the town until it is told to end.
struct DaemonRun: RunnableCommand {
    static let name = "run"
    static let summary = "Watch the town in the foreground"
    static let details = """
        Starts refineries and workers that died, completes rigs that were half made and deliveries that were \
        interrupted, and collects garbage in ledgers that have grown and rest. Prints a line for whatever it does. Ends \
        at SIGTERM, SIGINT and `gt down`.

        Where `gt up` started it, those lines stand in daemon/daemon.log of the town, and at 10 MB become daemon.log.1 \
        in place of the older ones.
        """

    func run(in context: CommandContext) throws {
        try context.refuseIfReadOnly()
        let stores = try context.stores()
        let town = try stores.town()
        let patrol = Patrol(
            stores: stores,
            sessions: try context.sessions(of: town),
            deliveries: try context.deliveries(),
            effects: context.effects
        )
        let log = LogFile(path: town.daemonLog)
        let isLogged = log.isStandardError
        let daemon = Daemon(town: town, patrol: patrol) { line in
            // Where the file cannot be moved it grows, and the line tells what it tells all the same.
            if isLogged { _ = try? log.follow() }
            context.console.notes("\(context.effects.now().inSeconds) \(line)")
        }
        try daemon.run(context.supervision())
    }
}
