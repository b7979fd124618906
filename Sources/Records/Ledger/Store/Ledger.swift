import Basics
package import Effects
import SQL
package import Vocabulary

/// An open, checked ledger: one file, one writer at a time, every write with its history.
///
/// Synchronous, and for one thread at a time; processes share the file, not the object.
package final class Ledger {
    /// What a ledger is opened for; a missing file is an error in both.
    package enum Mode: Hashable, Sendable { case reading, writing }

    package let path: String
    package let identity: LedgerIdentity
    let database: Database
    let now: @Sendable () -> Timestamp
    let patience: WritePatience
    /// Of a write: 1 its rows and events are written, 2 its version commit is done.
    private let steps: Steps

    /// Opens the ledger at `path` and checks engine, schema and identity before anything else.
    ///
    /// `project` is the id that `metadata.json` names: another one inside the file is refused. Tables of `scope` that are
    /// missing are made. Of
    /// `effects` the clock, the pause and the randomness are used; `limit` says how long a write
    /// tries again.
    package init(
        at path: String,
        _ mode: Mode,
        project: String? = nil,
        scope: LedgerScope = .town,
        effects: Effects,
        patience limit: Duration = .seconds(30)
    ) throws {
        self.path = path
        now = effects.now
        steps = effects.steps
        patience = WritePatience(limit: limit, pause: effects.pause, random: effects.random)
        let schema = LedgerSchema(path: path, scope: scope, now: effects.now, patience: patience)
        database = try schema.openCurrent(mode == .reading ? .reading : .writing)
        identity = try LedgerIdentity(in: database)
        if let project, project != identity.project {
            throw Problem(
                .conflict,
                "\(path) is another project's ledger; nothing was read or written",
                causes: ["it says \(identity.project), metadata.json says \(project)"],
                hints: ["Put the file back that belongs here, or the metadata.json that belongs to the file."]
            )
        }
    }

    /// Makes a new ledger in `path`, which must be a draft's name that nobody else uses.
    ///
    /// The caller renames the finished file to its place.
    package static func create(
        at path: String,
        _ identity: LedgerIdentity,
        scope: LedgerScope = .town,
        by actor: Actor,
        effects: Effects
    ) throws {
        let patience = WritePatience(pause: effects.pause, random: effects.random)
        let database = try Database(path, .creating)
        try LedgerSchema(path: path, scope: scope, now: effects.now, patience: patience)
            .apply(to: database, by: actor)
        try identity.write(to: database, patience: patience, by: actor)
    }

    /// What can be asked of the ledger.
    package var read: Reader { Reader(database: database) }

    /// Several reads of one state of the ledger.
    package func snapshot<R>(_ body: (Reader) throws -> R) throws -> R {
        try database.snapshot { try body(read) }
    }

    /// Runs `body` as one atomic, durable, versioned write of the actor's.
    ///
    /// When this returns, what the body wrote will survive the end of the machine. The body may
    /// run more than once, so it must not do anything but read and write through its transaction.
    /// An operation that landed before is not repeated: `body` does not run and the value that the
    /// landed attempt returned comes back.
    ///
    /// The actor stands in the events and in the version commit, whose text is `message`, such as
    /// `bd: create gt-4f2`; the operation is chosen once per logical write, before the first attempt.
    package func transaction<R: LandedValue>(
        as actor: Actor,
        _ operation: OperationID,
        message: String,
        _ body: (Transaction) throws -> R
    ) throws -> R {
        try database.write(patience, committed: { steps.finished(Step("write", 2)) }) {
            if let landed = try self.read.landed(operation) { return .rollback(try R.restored(from: landed)) }
            let transaction = Transaction(database: self.database, time: self.now(), actor: actor, operation)
            let result = try body(transaction)
            let said = transaction.message ?? message
            guard let ending = try transaction.finish(message: said, result: result.landed) else {
                return .rollback(result)
            }
            steps.finished(Step("write", 1))
            return .commit(result, ending)
        }
    }

    /// The same for a body that returns nothing.
    package func transaction(
        as actor: Actor,
        _ operation: OperationID,
        message: String,
        _ body: (Transaction) throws -> Void
    ) throws {
        _ = try transaction(as: actor, operation, message: message) { transaction -> Bool in
            try body(transaction)
            return true
        }
    }

    /// Runs `body` as ``transaction(as:_:message:_:)`` would, with all its refusals, and leaves
    /// everything as it was.
    package func rehearse<R>(as actor: Actor, _ operation: OperationID, _ body: (Transaction) throws -> R) throws -> R {
        try database.write(patience) {
            let transaction = Transaction(database: self.database, time: self.now(), actor: actor, operation)
            return .rollback(try body(transaction))
        }
    }

    /// Reclaims the space of rows and chunks that nothing refers to any more; writers wait meanwhile.
    package func collectGarbage() throws { _ = try database.value("SELECT dolt_gc()") }
}

/// A value that a repeated operation can return again, because it is kept with the operation.
package protocol LandedValue {
    /// The text kept in the ledger.
    var landed: String { get }
    /// Reads ``landed`` back; throws for a text of another kind of value.
    static func restored(from landed: String) throws -> Self
}

extension String: LandedValue {
    package var landed: String { self }
    package static func restored(from landed: String) -> String { landed }
}

extension Bool: LandedValue {
    package var landed: String { self ? "true" : "false" }
    package static func restored(from landed: String) -> Bool { landed == "true" }
}

extension Int: LandedValue {
    package var landed: String { "\(self)" }
    package static func restored(from landed: String) throws -> Int {
        guard let number = Int(landed) else { throw Problem(.internalFault, "an operation left no number") }
        return number
    }
}

extension BeadID: LandedValue {
    package var landed: String { description }
    package static func restored(from landed: String) -> BeadID { BeadID(trusted: landed) }
}

extension Array: LandedValue where Element == BeadID {
    package var landed: String { map(\.description).joined(separator: " ") }
    package static func restored(from landed: String) -> [BeadID] {
        landed.split(separator: " ").map { BeadID(trusted: String($0)) }
    }
}
