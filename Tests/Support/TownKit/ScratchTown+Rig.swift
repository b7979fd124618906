import Effects
package import Layout
package import Ledger
import Polecats
import Settings
import Stores
package import Vocabulary

extension ScratchTown {
    /// Registers a rig that has a ledger and nothing else: for tests that need no repository.
    @discardableResult
    package func makeRig(_ name: String = "shop", prefix: String = "sh") throws -> RigLayout {
        guard let rigName = RigName(name), let rigPrefix = Prefix(prefix) else {
            throw Problem(.internalFault, "\(name) or \(prefix) cannot name a rig")
        }
        let rig = town.rig(rigName)
        _ = try StoreMaker(rig.beads, effects: effects).make(database: rig.database, prefix: rigPrefix, by: actor)
        var routes = try Routes.read(town.beads)
        routes.set(Routes.Route(prefix: rigPrefix, path: name))
        try routes.write()
        var registry = try RigRegistry.read(town)
        registry.add(
            RigRegistry.Entry(name: rigName, prefix: rigPrefix, remote: "/nowhere.git", addedAt: effects.now())
        )
        try registry.write()
        return rig
    }

    /// One write of the tester's in a database of the town.
    package func change(_ database: String, _ body: (Transaction) throws -> Void) throws {
        let ledger = try stores().database(database, .writing)
        try ledger.transaction(as: actor, effects.makeOperation(), message: "test", body)
    }

    /// A new open task in a rig's ledger.
    @discardableResult
    package func task(
        _ id: String,
        in database: String = "shop",
        _ edit: (inout Bead) -> Void = { _ in }
    ) throws -> BeadID {
        let id = BeadID(trusted: id)
        try change(database) { transaction in
            var bead = Bead(id: id, title: "Task \(id)", at: transaction.time)
            edit(&bead)
            try transaction.insert(bead)
        }
        return id
    }

    /// Puts a bead on the hook of a new seat of the rig `shop`; the session is not started.
    package func sling(_ bead: BeadID, incarnation: Incarnation, to agent: String = "shell") throws -> AgentRecord {
        guard let name = RigName("shop") else { throw Problem(.internalFault, "shop is a name") }
        let stores = stores()
        let ledger = try stores.rig(name, .writing)
        let seats = Seats(rig: town.rig(name), prefix: ledger.identity.prefix)
        var seat: AgentRecord?
        try ledger.transaction(as: actor, effects.makeOperation(), message: "test") {
            seat = try seats.take(
                bead,
                agent: agent,
                incarnation: incarnation,
                isForced: false,
                in: $0,
                isUsable: { _ in true }
            )
        }
        guard let seat else { throw Problem(.internalFault, "no seat was taken") }
        return seat
    }
}
