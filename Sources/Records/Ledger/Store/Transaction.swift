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
    private var events: [(event: Event, shelf: Shelf?)] = []
    /// Beads whose state or edges changed, so that the blocked flags around them must be settled.
    var unsettled: Set<BeadID> = []
    /// So much changed that the flags of all beads are settled at once.
    var needsWholeSettling = false
    /// Beads that were blocked and are not any more, nor done.
    var released: Set<BeadID> = []
    private var outboxRows = 0
    private var knownStatuses: StatusRules?

    init(database: Database, time: Timestamp, actor: Actor, _ operation: OperationID) {
        self.database = database
        self.time = time
        self.actor = actor
        self.operation = operation
        read = Reader(database: database)
    }

    /// The states of this project, asked for once.
    func statuses() throws -> StatusRules {
        if let knownStatuses { return knownStatuses }
        let statuses = try read.statuses()
        knownStatuses = statuses
        return statuses
    }

    /// Has ``statuses()`` ask again, because they were changed.
    func forgetStatuses() { knownStatuses = nil }

    /// Runs a statement that writes tables of `shelf`; returns how many rows it changed.
    ///
    /// Whatever is written passes here, so here is where credentials are refused (law 10); what is taken away may look
    /// like anything. `isClean` says that the values were searched or redacted before they became JSON, in which a line
    /// feed is two letters: searched again, they would now and then be refused, and nobody is there to change them.
    @discardableResult
    func change(_ shelf: Shelf, _ sql: String, _ values: [Value] = [], isClean: Bool = false) throws -> Int {
        if !isClean, !sql.hasPrefix("DELETE") { try BeadFault.checkSecrets(values) }
        try database.execute(sql, values)
        let count = database.changes
        if count > 0 { touched.insert(shelf) }
        return count
    }

    /// Notes what happened; written with the transaction, in the order of the calls.
    ///
    /// What happened to a bead outside history stays outside history too; `shelf` is where the bead
    /// stands, asked for at the end where it is `nil`.
    package func note(_ event: Event, on shelf: Shelf? = nil) { events.append((event, shelf)) }

    /// The number of the next row of the outbox, from 1.
    func nextOutboxNumber() -> Int {
        outboxRows += 1
        return outboxRows
    }

    /// Settles the graph and writes the events; `nil` where nothing was written at all.
    func finish(message: String, result: String) throws -> WriteEnding? {
        try settle()
        guard !touched.isEmpty else { return nil }
        // Who acts stands in every event and in the version commit.
        try BeadFault.checkSecrets([.text(actor.description), .text(actor.email)])
        // What an operation leaves stands where a repetition looks for it: in history if it made any.
        let proof: Shelf = touched.contains(.versioned) ? .versioned : .ignored
        try write(Event(.operation, of: nil, new: result), number: 0, on: proof)
        for (index, (event, shelf)) in events.enumerated() {
            try write(event, number: index + 1, on: try self.shelf(of: event, shelf))
        }
        return proof == .versioned ? .versioned(CommitNote(message, by: actor)) : .ignored
    }

    private func shelf(of event: Event, _ known: Shelf?) throws -> Shelf {
        guard touched.count > 1 else { return touched.first ?? .versioned }
        if let known { return known }
        return try event.bead.flatMap { try read.shelf(of: $0) } ?? .versioned
    }

    private func write(_ event: Event, number: Int, on shelf: Shelf) throws {
        try database.execute(
            "INSERT INTO \(shelf.events) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            [
                .text(operation.description), .integer(number), .text(event.bead?.description),
                .text(event.kind.rawValue), .text(actor.description), .text(event.old), .text(event.new),
                .text(event.comment), .time(time),
            ]
        )
    }
}

/// Something that happened to a bead, as the ledger remembers it.
package struct Event: Hashable, Sendable {
    /// What sort of thing happened; any word is one, so that later versions add theirs.
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
