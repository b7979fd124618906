import Basics
import Dispatching
import Effects
import Host
import Layout
import Ledger
import Polecats
import Rigs
import Sessions
import Settings
import Stores
import Supervised
import Vocabulary

extension Patrol {
    /// A command that is just slinging gets so much time before it counts as killed.
    static let slingTime = Duration.seconds(20)

    /// Starts a refinery that is not running, unless it was stopped by hand.
    func reviveRefinery(_ entry: RigRegistry.Entry) throws {
        let services = RigServices(sessions: sessions, supervision: try supervision())
        if try services.isRunning(entry.name, prefix: entry.prefix) { return }
        guard try stores.hq().read.refineryStopped(entry.name) == nil else { return }
        let name = "\(entry.name)/refinery"
        // It may have been removed since this round began.
        guard try RigRegistry.read(sessions.town)[entry.name] != nil else { return }
        guard try mayRestart(name) else { return }
        if case .started = try services.start(entry.name, prefix: entry.prefix) { note("\(name): started") }
    }

    /// Starts sessions anew for seats that have work and none, and completes slings that were killed.
    func reviveWorkers(_ rig: RigName) throws {
        let seats = try stores.rig(rig).read.agents(role: "polecat")
        guard !seats.isEmpty else { return }
        let site = try Worksite(rig, stores: stores, sessions: sessions, effects: effects)
        for seat in seats {
            guard let name = seat.name else { continue }
            if seat.hook != nil { round.isBusy = true }
            attempt("\(rig)/polecats/\(name)") { try revive(seat, at: site) }
        }
        watchWorktrees(seats, at: site)
        tidyWorktrees(seats, at: site)
    }

    private func revive(_ seat: AgentRecord, at site: Worksite) throws {
        let idle = seat.since.distance(to: effects.now())
        guard let hook = seat.hook else {
            try endLeftover(of: seat, at: site, idle: idle)
            return
        }
        // Who says that they cannot go on waits for a person.
        switch seat.state {
        case .stuck, .escalated, .done, .nuked: return
        case .idle, .spawning, .working, .running: break
        }
        if try site.isRunning(seat) { return }
        guard let address = seat.address?.description else { return }
        let bead = try site.ledger().read.bead(hook)
        if bead?.status == .closed {
            _ = try site.unsling(hook)
            note("\(address): \(hook) was closed, the seat is free")
            return
        }
        if bead?.status == .hooked {
            // Perhaps a sling is at it: its worktree is made under this lock, and its fetch ends within ten seconds.
            guard idle > Self.slingTime, try Self.isFree(site.rig.worktreesLock) else { return }
        }
        guard try mayRestart(address) else { return }
        if bead?.status == .hooked || site.hasLostWorktree(seat) {
            _ = try Sling(site, deliveries).carryOn(seat)
            note("\(address): the sling of \(hook) is complete")
        } else {
            guard let renewed = try site.restart(seat) else { return }
            note("\(address): lost its session and got a new one for \(hook), token \(renewed.token)")
        }
    }

    /// Ends a session that outlived its occupation, such as one whose `gt done` was killed before its last step.
    private func endLeftover(of seat: AgentRecord, at site: Worksite, idle: Duration) throws {
        guard idle > .seconds(60), let name = seat.name, try !site.isVacant(name) else { return }
        try site.endLeftover(of: seat)
        note("\(site.rig.name)/polecats/\(name): ended a session whose work is done")
    }
}
