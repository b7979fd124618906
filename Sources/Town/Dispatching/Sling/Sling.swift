import Effects
import Git
import Host
import Layout
package import Ledger
import Polecats
import Sessions
import Settings
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

    let site: Worksite
    let workplace: Workplace
    let deliveries: Deliveries

    package init(_ site: Worksite, _ deliveries: Deliveries) {
        self.site = site
        self.deliveries = deliveries
        workplace = Workplace(rig: site.rig, repository: site.repository, worktrees: site.worktrees)
    }

    /// Slings one bead to the agent of that name or to the rig's.
    ///
    /// `isForced` goes past blockers and past the limit of attempts, never past another holder.
    package func run(_ bead: BeadID, agent: String?, isForced: Bool) throws -> Report {
        try site.stores.hq().read.requireRunningTown()
        let plan = try site.plan(agent)
        // Before anything is claimed: nobody could work at it.
        try site.sessions.requireInstalled(plan)
        let seat = try site.effects.steps.run("sling", 1) { try take(bead, agent: plan.name, isForced: isForced) }
        do {
            return try carryOn(seat)
        } catch let fault as SeatFault {
            throw fault
        } catch {
            var problem = Problem(describing: error)
            problem.hints += [
                "\(bead) is on the hook of \(seat.name?.description ?? "a seat") now: slinging it again goes on there, "
                    + "`gt unsling \(bead)` takes it back."
            ]
            throw problem
        }
    }

    /// Completes the steps after the first for a seat that has a bead on its hook.
    ///
    /// Of several calls for one seat the first does it; the others wait and find the session that it started.
    package func carryOn(_ seat: AgentRecord) throws -> Report {
        try site.holding(seat) { try carryOnHeld(seat) }
    }

    private func carryOnHeld(_ seat: AgentRecord) throws -> Report {
        guard let present = try site.ledger().read.agent(seat.id), present.incarnation == seat.incarnation,
            present.hook == seat.hook
        else { throw SeatFault.emptyHook(seat.id) }
        if try site.isRunning(seat) { return Report(seat: seat, wasRunning: true, notes: []) }
        var notes: [String] = []
        try site.effects.steps.run("sling", 2) { notes += try prepareWorkplace(of: seat) }
        try site.effects.steps.run("sling", 3) { notes += try deliver() }
        // The town may have been brought down meanwhile.
        try site.stores.hq().read.requireRunningTown()
        try site.effects.steps.run("sling", 4) { try site.start(seat) }
        return Report(seat: seat, wasRunning: false, notes: notes)
    }

    private func take(_ bead: BeadID, agent: String, isForced: Bool) throws -> AgentRecord {
        let ledger = try site.ledger()
        if let holder = try ledger.read.agent(holding: bead) { return try renewed(holder, agent: agent) }
        let incarnation = site.effects.makeIncarnation()
        let operation = site.effects.makeOperation()
        let message = "gt: sling \(bead)"
        _ = try ledger.transaction(as: site.stores.actor, operation, message: message) { transaction -> BeadID in
            let seat = try site.seats.take(
                bead,
                agent: agent,
                incarnation: incarnation,
                isForced: isForced,
                in: transaction,
                isUsable: site.isVacant
            )
            if seat.incarnation == incarnation, let title = try transaction.read.bead(bead)?.title {
                let slung = SlungBead(bead: bead, title: title, rig: site.rig.name)
                try transaction.post("convoy", to: TownLayout.database, slung.json)
            }
            return seat.id
        }
        guard let seat = try ledger.read.agent(holding: bead) else { throw SeatFault.notHooked(bead) }
        return seat
    }

    /// A seat that has the bead already and no session takes the agent that is asked for now: the one of before may be gone.
    private func renewed(_ holder: AgentRecord, agent: String) throws -> AgentRecord {
        guard holder.agent != agent, try !site.isRunning(holder) else { return holder }
        var renewed = holder
        renewed.agent = agent
        let operation = site.effects.makeOperation()
        let message = "gt: sling to \(agent)"
        _ = try site.ledger().transaction(as: site.stores.actor, operation, message: message) { transaction -> Bool in
            guard try transaction.read.agent(holder.id) == holder else { return false }
            try transaction.put(renewed)
            return true
        }
        return try site.ledger().read.agent(holder.id) ?? renewed
    }

    private func prepareWorkplace(of seat: AgentRecord) throws -> [String] {
        let read = try site.ledger().read
        guard let hook = seat.hook, let bead = try read.bead(hook) else { throw SeatFault.emptyHook(seat.id) }
        // Once primed, what lies there is work; a worktree that is gone is made anew from its branch.
        guard bead.status == .hooked || site.hasLostWorktree(seat) else { return [] }
        let silence = workplace.fetch()
        let earlier = try read.requests(for: hook).last { $0.state == .rejected }
        let start = try workplace.start(
            for: bead,
            labels: try read.labels(of: hook),
            earlier: earlier?.branch,
            isModel: try site.plan(seat.agent).isModel,
            branch: site.identity.defaultBranch
        )
        try workplace.prepare(seat, at: start)
        return silence.map { ["the remote did not answer (\($0)); going on from \(start.short)"] } ?? []
    }

    private func deliver() throws -> [String] {
        let report = try deliveries.deliver(
            from: site.rig.database,
            in: site.stores,
            operation: site.effects.makeOperation()
        )
        return report.left.map { "\($0.row.kind) for \($0.row.target) waits: \($0.reason.summary)" }
    }
}
