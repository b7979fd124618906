import Host
package import Layout
import Ledger
package import Supervised
import Vocabulary

/// The supervisor of a town: makes rounds until it is told to end or the town is brought down.
package struct Daemon {
    private let town: TownLayout
    private let patrol: Patrol
    /// Gets a line for whatever happens; silent while nothing does.
    private let log: (String) -> Void

    /// Between two rounds while somebody works, and while nobody does.
    private static let pauses = (busy: Duration.seconds(2), idle: Duration.seconds(5))

    package init(town: TownLayout, patrol: Patrol, log: @escaping (String) -> Void) {
        self.town = town
        self.patrol = patrol
        self.log = log
    }

    /// Runs until a signal to end comes or the town is brought down.
    ///
    /// - Throws: `Problem` when a daemon of this town runs already.
    package func run(_ supervision: Supervision) throws {
        guard let lock = try FileLock.attempt(town.lock("daemon")) else {
            throw Problem(.conflict, "the daemon of this town runs already", hints: ["`gt status` shows its process."])
        }
        defer { withExtendedLifetime(lock) {} }
        guard let endings = Signals.catchEndings() else {
            throw Problem(.environment, "the daemon cannot catch signals")
        }
        let record = try supervision.enter(Duty(.daemon, of: "daemon"))
        log("daemon \(record.pid) watches \(town.root)")
        while true {
            let round = patrol.run()
            for note in round.notes { log(note) }
            if round.isStopped {
                log("the town is down")
                return
            }
            if Signals.wait(on: endings, limit: round.isBusy ? Self.pauses.busy : Self.pauses.idle) {
                log("told to end")
                return
            }
        }
    }
}
