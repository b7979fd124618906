package import Effects
import Host
import Layout
import Ledger
import Rigs
package import Sessions
import Settings
package import Stores
package import Supervised
package import Vocabulary

/// Brings a town up and down: its supervisor, its refineries, its workers.
package struct TownServices {
    /// A service and what became of it.
    package struct Started: Hashable, Sendable {
        /// What became of one service.
        package enum Outcome: Hashable, Sendable {
            case started, alreadyRunning
            case failed(Problem)
        }

        /// `daemon` or an address.
        package let name: String
        package let outcome: Outcome
        /// Since when it had been stopped by hand, if it was: bringing the town up starts it all the same.
        package var stoppedSince: String?

        package var isFine: Bool {
            if case .failed = outcome { false } else { true }
        }
    }

    private let town: TownLayout
    private let stores: Stores
    private let sessions: Sessions
    private let supervision: Supervision
    private let effects: Effects
    /// This installation's `gt`.
    private let program: String

    /// `program` is the absolute path of the `gt` that the daemon runs.
    package init(stores: Stores, sessions: Sessions, supervision: Supervision, program: String, effects: Effects) {
        town = sessions.town
        self.stores = stores
        self.sessions = sessions
        self.supervision = supervision
        self.program = program
        self.effects = effects
    }

    /// Takes the stop marks away and starts what is not running: the daemon and a refinery for each rig.
    ///
    /// One service that fails does not keep the others.
    package func up() throws -> [Started] {
        let lock = try FileLock.hold(town.lock("services"), limit: .seconds(30))
        defer { withExtendedLifetime(lock) {} }
        try mark(stopped: false)
        var report = [attempt("daemon") { try startDaemon() }]
        for entry in try RigRegistry.read(town).entries {
            var since: String?
            var started = attempt(Address.refinery(entry.name).description) {
                since = try stores.markRefinery(of: entry.name, stopped: false, effects: effects)
                let services = RigServices(sessions: sessions, supervision: supervision)
                if case .started = try services.start(entry.name, prefix: entry.prefix) { return .started }
                return .alreadyRunning
            }
            started.stoppedSince = since
            report.append(started)
        }
        return report
    }

    /// Sets the stop mark and ends every recorded process of the town with all it started, then its tmux server.
    ///
    /// The server is the town's own and takes every session with it.
    ///
    /// Beads stay as they are: a worker that is stopped goes on where it was after ``up()``. Returns how
    /// many processes ended.
    ///
    /// - Throws: ``TownFault/survivors(_:)`` if one lives on.
    package func down() throws -> Int {
        let lock = try FileLock.hold(town.lock("services"), limit: .seconds(30))
        defer { withExtendedLifetime(lock) {} }
        try mark(stopped: true)
        // The supervisor first: it would start again what ends.
        var ended = 0
        let records = try stores.hq(.writing).read.processes()
        let daemons = records.filter { $0.kind == Duty.Kind.daemon.rawValue }
        ended += try supervision.end(daemons).ended
        // A process that brought the town up itself is the daemon's parent and must take note of its end.
        for daemon in daemons { _ = daemon.identity.map { Programs.reap($0) } }
        // Something may have been started in the meantime by a command that read no mark yet.
        for _ in 1...3 {
            let records = try stores.hq(.writing).read.processes()
            if records.isEmpty { break }
            ended += try supervision.end(records).ended
        }
        try sessions.host.shutDown()
        // Refineries that somebody runs by hand end by themselves when they look.
        for entry in (try? RigRegistry.read(town).entries) ?? [] { Bell.ring(town.rig(entry.name).refineryBell) }
        let left = try supervision.living().filter { $0.pid != ProcessIdentity.current?.pid }
        guard left.isEmpty else { throw TownFault.survivors(left.map { "\($0.address), process \($0.pid)" }) }
        return ended
    }

    private func attempt(_ name: String, _ start: () throws -> Started.Outcome) -> Started {
        do {
            return Started(name: name, outcome: try start())
        } catch {
            return Started(name: name, outcome: .failed(Problem(describing: error)))
        }
    }

    /// Starts the daemon and waits until it has written itself down.
    private func startDaemon() throws -> Started.Outcome {
        if try supervision.daemon() != nil { return .alreadyRunning }
        try Files.makeFolders(town.daemon)
        let call = ProcessCall(program, ["daemon", "run"], in: town.root, environment: daemonEnvironment)
        let process = try Programs.startDetached(call, log: town.daemonLog)
        for _ in 0..<500 {
            if try supervision.daemon() != nil { return .started }
            if Programs.reap(process) { break }
            effects.pause(.milliseconds(20))
        }
        if try supervision.daemon() != nil { return .started }
        throw Problem(
            .environment,
            "the daemon did not start",
            causes: lastLines(),
            hints: ["`gt daemon run` in \(town.root) shows what it says."]
        )
    }

    /// The caller's environment without what says who the caller is: the daemon is nobody's session.
    private var daemonEnvironment: [String: String] {
        let own = ["GT_TOWN_ROOT", "GT_TMUX_SOCKET", "GT_TEST_STORES"]
        var environment = effects.environment.filter { name, _ in
            if own.contains(name) { return true }
            return !["GT_", "BD_", "BEADS_", "GIT_AUTHOR_", "GIT_COMMITTER_", "TMUX"].contains { name.hasPrefix($0) }
                || name == "TMUX_TMPDIR"
        }
        environment["GT_TOWN_ROOT"] = town.root
        environment["BD_ACTOR"] = "daemon"
        return environment
    }

    private func lastLines() -> [String] {
        let text = (try? Files.tail(of: town.daemonLog, bytes: 64_000)) ?? []
        return String(decoding: text, as: UTF8.self).split(separator: "\n").suffix(5).map(String.init)
    }

    private func mark(stopped: Bool) throws {
        let hq = try stores.hq(.writing)
        if try (hq.read.townStopped() != nil) == stopped { return }
        try hq.transaction(
            as: stores.actor,
            effects.makeOperation(),
            message: stopped ? "gt: down" : "gt: up"
        ) { transaction in
            try transaction.markTown(stopped: stopped)
        }
    }
}
