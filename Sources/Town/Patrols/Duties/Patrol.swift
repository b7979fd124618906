import Basics
import Dispatching
package import Effects
import Host
import Layout
import Ledger
import Polecats
import Rigs
package import Sessions
import Settings
package import Stores
import Supervised
import Vocabulary

/// The rounds of the daemon: puts right what a killed command, worker or service left.
///
/// It decides nothing that the ledgers do not say; a town whose daemon is dead loses nothing but time.
/// What fails in one rig, seat or ledger does not keep the others.
package final class Patrol {
    /// What one round came to.
    package struct Round {
        /// What was done and what failed, a line each; failures that were told before are left out.
        package var notes: [String] = []
        /// Whether somebody is at work, so that the next round comes sooner.
        package var isBusy = false
        /// The town was brought down: no more rounds.
        package var isStopped = false
    }

    let stores: Stores
    let sessions: Sessions
    let effects: Effects
    let deliveries: Deliveries
    /// Time since the first round, for the pauses between restarts.
    let age: () -> Duration
    private var restarts = RestartPolicy()
    private var told: [String: String] = [:]
    var looks: [String: Look] = [:]
    var round = Round()

    /// `age` is the time since the first round; a test says what time it is.
    package init(
        stores: Stores,
        sessions: Sessions,
        deliveries: Deliveries,
        effects: Effects,
        age: @escaping () -> Duration = Patrol.timeFromNow()
    ) {
        self.stores = stores
        self.sessions = sessions
        self.deliveries = deliveries
        self.effects = effects
        self.age = age
    }

    /// A clock that begins now and never goes back.
    package static func timeFromNow() -> () -> Duration {
        let began = ContinuousClock.now
        return { ContinuousClock.now - began }
    }

    /// Whether something that died may be started again now; the start is taken note of, and the overseer told of what
    /// dies again and again.
    func mayRestart(_ name: String) throws -> Bool {
        guard restarts.allows(name, at: age()) else { return false }
        restarts.started(name, at: age())
        if restarts.keepsDying(name) { try tellThatItKeepsDying(name) }
        return true
    }

    /// Makes one round.
    package func run() -> Round {
        round = Round()
        // Others add rigs and collect garbage meanwhile: each round looks anew.
        defer { stores.close() }
        guard attempt("town", { round.isStopped = try stores.hq().read.townStopped() != nil }), !round.isStopped else {
            return round
        }
        attempt("rigs") { try completeRigs() }
        var names: [RigRegistry.Entry] = []
        attempt("registry") {
            // While `gt up` or `gt down` is at it, sessions are theirs.
            guard try Self.isFree(sessions.town.lock("services")) else { return }
            names = try RigRegistry.read(sessions.town).entries
        }
        for entry in names {
            attempt("\(entry.name)/refinery") { try reviveRefinery(entry) }
            attempt("\(entry.name)") { try reviveWorkers(entry.name) }
        }
        attempt("outbox") { try deliverOutboxes() }
        attempt("mail") { try settleMail() }
        attempt("convoys") { try settleConvoys() }
        attempt("garbage") { try collectGarbage() }
        attempt("processes") { try supervision().sweep() }
        return round
    }

    func supervision() throws -> Supervision {
        Supervision(town: sessions.town, hq: try self.stores.hq(.writing), effects: effects)
    }

    /// Runs one duty; a failure is told once and again when it changes, and keeps nothing else from running.
    @discardableResult
    func attempt(_ name: String, _ duty: () throws -> Void) -> Bool {
        do {
            try duty()
            told[name] = nil
            return true
        } catch {
            let problem = Problem(describing: error)
            let text = ([problem.summary] + problem.causes).joined(separator: ": ")
            if told[name] != text { round.notes.append("\(name): \(text)") }
            told[name] = text
            return false
        }
    }

    /// Whether nobody holds the lock; it is given up again before this returns.
    static func isFree(_ path: String) throws -> Bool { try FileLock.attempt(path) != nil }

    func note(_ line: String) { round.notes.append(line) }
}

// MARK: - Rigs and ledgers

extension Patrol {
    /// Completes what a killed `rig add` or `rig remove` left.
    private func completeRigs() throws {
        for pending in try PendingRig.all(in: sessions.town) {
            attempt("\(pending.name), half made") {
                switch pending.action {
                case .add:
                    let adder = RigAdder(town: sessions.town, effects: effects, by: stores.actor)
                    if try adder.resume(pending) != nil { note("\(pending.name): the rig is complete") }
                case .remove:
                    let remover = RigRemover(
                        stores: stores,
                        sessions: sessions,
                        supervision: try supervision(),
                        effects: effects
                    )
                    if try remover.resume(pending) { note("\(pending.name): the rest of the rig is removed") }
                }
            }
        }
    }

    private func deliverOutboxes() throws {
        for place in try stores.places() {
            attempt("outbox of \(place.database)") {
                guard try !stores.ledger(at: place).read.outbox().isEmpty else { return }
                let report = try deliveries.deliver(
                    from: place.database,
                    in: stores,
                    operation: effects.makeOperation()
                )
                if !report.delivered.isEmpty {
                    note("\(place.database): delivered \(report.delivered.count) outbox rows")
                }
                for (row, reason) in report.left {
                    attempt("outbox row \(row.delivery)") { throw reason }
                }
            }
        }
    }

    /// Collects garbage in ledgers that have grown and rest.
    private func collectGarbage() throws {
        let town = sessions.town
        var record = CollectionRecord.read(town)
        for place in try stores.places() {
            attempt("garbage of \(place.database)") {
                guard let facts = Files.facts(of: place.file) else { return }
                guard let last = record[place.database] else {
                    record[place.database] = CollectionRecord.Entry(at: nil, size: facts.size)
                    return try record.write()
                }
                let now = effects.now()
                let idle = Int(now.seconds) - facts.modified
                guard GarbagePolicy.isDue(size: facts.size, base: last.size, secondsSinceWrite: idle) else { return }
                try stores.ledger(at: place, .writing).collectGarbage()
                let size = Files.facts(of: place.file)?.size ?? facts.size
                record[place.database] = CollectionRecord.Entry(at: now, size: size)
                try record.write()
                note("\(place.database): collected garbage, \(facts.size) bytes became \(size)")
            }
        }
    }
}
