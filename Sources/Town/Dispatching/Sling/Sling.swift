package import Effects
import Git
import Layout
package import Ledger
package import Polecats
package import Stores
package import Vocabulary

/// `gt sling`: takes a bead to a seat and starts the session that works on it.
///
/// Steps: 1 one transaction {bead, seat, outbox} · 2 worktree · 3 outbox delivered · 4 session. Each
/// may be the last before a kill; slinging the same bead again goes on where it was.
package struct Sling {
    /// What has become of a bead that was slung.
    package struct Report {
        package let seat: AgentRecord
        /// The session of this occupation ran already; nothing was done.
        package let wasRunning: Bool
        /// What went on all the same, such as a remote that did not answer.
        package let notes: [String]
    }

    /// What the sling needs of the rooms that know sessions and agents.
    package struct Sessions {
        /// Whether a session of this occupation lives.
        package var isRunning: (AgentRecord) throws -> Bool
        /// Starts the session of this occupation.
        package var start: (AgentRecord) throws -> Void
        /// Whether a process of an earlier occupation still lives in that seat, or its name is taken.
        package var isVacant: (SeatName) throws -> Bool

        package init(
            isRunning: @escaping (AgentRecord) throws -> Bool,
            start: @escaping (AgentRecord) throws -> Void,
            isVacant: @escaping (SeatName) throws -> Bool
        ) {
            self.isRunning = isRunning
            self.start = start
            self.isVacant = isVacant
        }
    }

    let seats: Seats
    let stores: Stores
    let deliveries: Deliveries
    let workplace: Workplace
    let sessions: Sessions
    /// The branch that work begins from and lands on.
    let branch: String
    let effects: Effects

    package init(
        seats: Seats,
        stores: Stores,
        deliveries: Deliveries,
        workplace: Workplace,
        sessions: Sessions,
        branch: String,
        effects: Effects
    ) {
        self.seats = seats
        self.stores = stores
        self.deliveries = deliveries
        self.workplace = workplace
        self.sessions = sessions
        self.branch = branch
        self.effects = effects
    }

    /// Slings one bead; `agent` is the name of the program, `isModel` whether it can read a review.
    package func run(_ bead: BeadID, agent: String, isModel: Bool, isForced: Bool) throws -> Report {
        try stores.hq().read.requireRunningTown()
        let seat = try effects.steps.run("sling", 1) { try take(bead, agent: agent, isForced: isForced) }
        return try carryOn(seat, isModel: isModel)
    }

    /// Completes the steps after the first for a seat that has a bead on its hook.
    package func carryOn(_ seat: AgentRecord, isModel: Bool) throws -> Report {
        if try sessions.isRunning(seat) { return Report(seat: seat, wasRunning: true, notes: []) }
        var notes: [String] = []
        try effects.steps.run("sling", 2) { notes += try prepareWorkplace(of: seat, isModel: isModel) }
        try effects.steps.run("sling", 3) { notes += try deliver() }
        try effects.steps.run("sling", 4) { try sessions.start(seat) }
        return Report(seat: seat, wasRunning: false, notes: notes)
    }

    private func take(_ bead: BeadID, agent: String, isForced: Bool) throws -> AgentRecord {
        let ledger = try stores.rig(seats.rig.name, .writing)
        if let holder = try ledger.read.agent(holding: bead) { return holder }
        let incarnation = effects.makeIncarnation()
        let message = "gt: sling \(bead)"
        _ = try ledger.transaction(as: stores.actor, effects.makeOperation(), message: message) {
            transaction -> BeadID in
            let seat = try seats.take(
                bead,
                agent: agent,
                incarnation: incarnation,
                isForced: isForced,
                in: transaction,
                isUsable: sessions.isVacant
            )
            if seat.incarnation == incarnation, let title = try transaction.read.bead(bead)?.title {
                try transaction.post("convoy", to: TownLayout.database, payload(bead, title))
            }
            return seat.id
        }
        guard let seat = try ledger.read.agent(holding: bead) else { throw SeatFault.notHooked(bead) }
        return seat
    }

    private func payload(_ bead: BeadID, _ title: String) -> String {
        SlungBead(bead: bead, title: title, rig: seats.rig.name).json
    }

    private func prepareWorkplace(of seat: AgentRecord, isModel: Bool) throws -> [String] {
        let read = try stores.rig(seats.rig.name, .writing).read
        guard let hook = seat.hook, let bead = try read.bead(hook) else { throw SeatFault.emptyHook(seat.id) }
        // Once primed, what lies there is work.
        guard bead.status == .hooked else { return [] }
        let silence = workplace.fetch()
        let earlier = try read.requests(for: hook).last { $0.state == .rejected }
        let start = try workplace.start(
            for: bead,
            labels: try read.labels(of: hook),
            earlier: earlier?.branch,
            isModel: isModel,
            branch: branch
        )
        try workplace.prepare(seat, at: start)
        return silence.map { ["the remote did not answer (\($0)); going on from \(start.short)"] } ?? []
    }

    private func deliver() throws -> [String] {
        let report = try deliveries.deliver(
            from: seats.rig.database,
            in: stores,
            operation: effects.makeOperation()
        )
        return report.left.map { "\($0.row.kind) for \($0.row.target) waits: \($0.reason.summary)" }
    }
}
