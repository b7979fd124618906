package import Basics
import SQL
package import Vocabulary

/// The right to write: only ``Ledger/transaction(as:_:message:_:)`` gives one out, for as long as
/// its body runs.
///
/// Writes of a kind stand in extensions beside what they write. Each goes through
/// ``change(_:_:_:)``, so that the transaction knows how it has to end.
package final class Transaction {
    /// The one time of everything this transaction writes.
    package let time: Timestamp
    package let actor: Actor
    package let operation: OperationID
    /// What can be asked, with this transaction's own writes seen.
    package let read: Reader
    /// What the version commit says, where only the body knows it, such as a new id.
    package var message: String?
    let database: Database
    private var touched: Set<Shelf> = []
    private var events: [Event] = []
    /// Beads whose state or edges changed, so that the blocked flags around them must be settled.
    var unsettled: Set<BeadID> = []
    /// Beads that were blocked and are not any more, nor done.
    var released: Set<BeadID> = []
    private var outboxRows = 0

    init(database: Database, time: Timestamp, actor: Actor, _ operation: OperationID) {
        self.database = database
        self.time = time
        self.actor = actor
        self.operation = operation
        read = Reader(database: database)
    }

    /// Runs a statement that writes tables of `shelf`; returns how many rows it changed.
    @discardableResult
    func change(_ shelf: Shelf, _ sql: String, _ values: [Value] = []) throws -> Int {
        try database.execute(sql, values)
        touched.insert(shelf)
        return database.changes
    }

    /// Notes what happened; written with the transaction, in the order of the calls.
    package func note(_ event: Event) { events.append(event) }

    /// The number of the next row of the outbox, from 1.
    func nextOutboxNumber() -> Int {
        outboxRows += 1
        return outboxRows
    }

    /// Settles the graph and writes the events; `nil` where nothing was written at all.
    func finish(message: String, result: String) throws -> WriteEnding? {
        try settle()
        guard !touched.isEmpty else { return nil }
        let shelf: Shelf = touched.contains(.versioned) ? .versioned : .ignored
        let sql = "INSERT INTO \(shelf.events) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
        let first = Event(.operation, of: nil, new: result)
        for (number, event) in ([first] + events).enumerated() {
            try database.execute(
                sql,
                [
                    .text(operation.description), .integer(number), .text(event.bead?.description),
                    .text(event.kind.rawValue), .text(actor.description), .text(event.old), .text(event.new),
                    .text(event.comment), .time(time),
                ]
            )
        }
        return shelf == .versioned ? .versioned(CommitNote(message, by: actor)) : .ignored
    }
}

/// Something that happened to a bead, as the ledger remembers it.
package struct Event: Hashable, Sendable {
    package struct Kind: RawRepresentable, Hashable, Sendable {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }

        /// Number 0 of every operation: the proof that it landed, with what it returned.
        static let operation = Kind(rawValue: "operation")
        package static let created = Kind(rawValue: "created")
        package static let updated = Kind(rawValue: "updated")
        package static let statusChanged = Kind(rawValue: "status_changed")
        package static let claimed = Kind(rawValue: "claimed")
        package static let commented = Kind(rawValue: "commented")
        package static let closed = Kind(rawValue: "closed")
        package static let reopened = Kind(rawValue: "reopened")
        package static let dependencyAdded = Kind(rawValue: "dependency_added")
        package static let dependencyRemoved = Kind(rawValue: "dependency_removed")
        package static let labelAdded = Kind(rawValue: "label_added")
        package static let labelRemoved = Kind(rawValue: "label_removed")
        package static let deleted = Kind(rawValue: "deleted")
        package static let imported = Kind(rawValue: "imported")
    }

    package var kind: Kind
    package var bead: BeadID?
    package var old: String?
    package var new: String?
    package var comment: String?

    package init(_ kind: Kind, of bead: BeadID?, old: String? = nil, new: String? = nil, comment: String? = nil) {
        self.kind = kind
        self.bead = bead
        self.old = old
        self.new = new
        self.comment = comment
    }
}
