package import Effects
package import Git
import Host
package import Layout
package import Ledger
package import Polecats
package import Sessions
package import Settings
package import Stores
package import Supervised
package import Vocabulary

/// One rig and all that takes work to its seats and away from them.
package struct Worksite {
    package let rig: RigLayout
    package let identity: RigIdentity
    package let settings: RigSettings
    package let seats: Seats
    /// The rig's `.repo.git`.
    package let repository: Git
    package let stores: Stores
    package let sessions: Sessions
    package let supervision: Supervision
    package let effects: Effects

    /// The rig of that name in the town of `sessions`.
    ///
    /// - Throws: `Problem` for a rig that is not there or whose settings cannot be read.
    package init(_ name: RigName, stores: Stores, sessions: Sessions, effects: Effects) throws {
        rig = sessions.town.rig(name)
        identity = try RigIdentity.required(rig)
        settings = try RigSettings.read(rig)
        seats = Seats(
            rig: rig,
            prefix: identity.prefix,
            pool: NamePool(custom: settings.namePoolNames.compactMap { SeatName($0) }),
            limit: settings.maxWorkers
        )
        repository = Git(in: rig.repository, effects)
        self.stores = stores
        self.sessions = sessions
        supervision = Supervision(town: sessions.town, hq: try stores.hq(.writing), effects: effects)
        self.effects = effects
    }

    /// The rig's ledger, open for writing.
    package func ledger() throws -> Ledger { try stores.rig(rig.name, .writing) }

    /// The agent that a rig's work is given to where nobody names one.
    package func plan(_ agent: String?) throws -> AgentPlan {
        try AgentPlan(agent, TownSettings.read(rig.town), rig: settings)
    }

    /// Runs `body` while no other command starts, ends or replaces anything in the seat.
    func holding<R>(_ seat: AgentRecord, _ body: () throws -> R) throws -> R {
        guard let name = seat.name else { return try body() }
        let lock = try FileLock.hold(rig.seat(name).lock, limit: .seconds(60))
        defer { withExtendedLifetime(lock) {} }
        return try body()
    }

    /// Whether a seat is occupied as it was when `seat` was read.
    func isUnchanged(_ seat: AgentRecord) throws -> Bool {
        guard let present = try ledger().read.agent(seat.id) else { return false }
        return present.incarnation == seat.incarnation && present.hook == seat.hook && present.token == seat.token
    }

    /// Whether a session of exactly this occupation lives.
    package func isRunning(_ seat: AgentRecord) throws -> Bool {
        guard let name = seat.name, let incarnation = seat.incarnation else { return false }
        return try sessions.isRunning(seats.address(name), prefix: identity.prefix, incarnation, supervision)
    }

    /// Starts the session of a seat's present occupation.
    package func start(_ seat: AgentRecord) throws {
        guard let name = seat.name, let directory = seat.worktree else {
            throw Problem(.internalFault, "\(seat.id) has no place to work in")
        }
        var order = SessionOrder(
            seats.address(name),
            prefix: identity.prefix,
            in: directory,
            .agent(try plan(seat.agent))
        )
        order.incarnation = seat.incarnation
        order.token = seat.token
        order.bead = seat.hook
        order.branch = seat.branch
        order.slot = seats.pool.slot(of: name)
        _ = try sessions.start(order, supervision)
    }

    /// Ends whatever runs for a seat.
    ///
    /// Only for who holds the seat.
    func endSession(of seat: AgentRecord) throws {
        guard let name = seat.name else { return }
        try sessions.end(seats.address(name), prefix: identity.prefix, supervision)
    }

    /// Whether the folder of a seat's worktree is not there any more.
    package func hasLostWorktree(_ seat: AgentRecord) -> Bool { seat.worktree.map { !Files.exists($0) } ?? false }

    /// Ends what still runs for a seat whose occupation is over, unless another one has begun.
    package func endLeftover(of seat: AgentRecord) throws {
        try holding(seat) {
            if try isUnchanged(seat) { try endSession(of: seat) }
        }
    }

    /// Whether nothing of an earlier occupation is left in a seat.
    package func isVacant(_ name: SeatName) throws -> Bool {
        try sessions.isVacant(seats.address(name), prefix: identity.prefix, supervision)
    }
}
