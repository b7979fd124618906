package import Effects
package import Ledger
import TestKit
package import Vocabulary

/// A real, migrated ledger in the test's scratch folder, with a clock and a randomness of its own.
package struct ScratchLedger {
    package let path: String
    package let ledger: Ledger
    package let effects: Effects
    package let actor: Actor

    /// Makes `<name>.db` in the test's scratch folder; needs the `.scratch` trait.
    package init(_ name: String = "ledger", prefix: String = "gt", effects: Effects? = nil) throws {
        guard let scratch = Scratch.current, let prefix = Prefix(prefix) else {
            throw Problem(.internalFault, "a scratch ledger needs the trait .scratch and a valid prefix")
        }
        let effects = effects ?? .scripted()
        let path = scratch.file("\(name).db")
        let identity = LedgerIdentity(project: "project-\(name)", clone: "clone-\(name)", prefix: prefix, isTest: true)
        let actor = Actor("tester", email: "tester@example.invalid")
        try Ledger.create(at: path, identity, by: actor, effects: effects)
        self.path = path
        self.effects = effects
        self.actor = actor
        ledger = try Ledger(at: path, .writing, effects: effects)
    }

    /// One write of the tester's.
    @discardableResult
    package func write<R: LandedValue>(_ body: (Transaction) throws -> R) throws -> R {
        try ledger.transaction(as: actor, effects.makeOperation(), message: "test", body)
    }

    /// One write of the tester's that answers nothing.
    package func change(_ body: (Transaction) throws -> Void) throws {
        try ledger.transaction(as: actor, effects.makeOperation(), message: "test", body)
    }

    /// A new open task with that id.
    @discardableResult
    package func task(_ id: String, _ edit: (inout Bead) -> Void = { _ in }) throws -> BeadID {
        let id = BeadID(trusted: id)
        try change { transaction in
            var bead = Bead(id: id, title: "Task \(id)", at: transaction.time)
            edit(&bead)
            try transaction.insert(bead)
        }
        return id
    }

    /// The bead of that id as it is now.
    package func bead(_ id: BeadID) throws -> Bead? { try ledger.read.bead(id) }
}
