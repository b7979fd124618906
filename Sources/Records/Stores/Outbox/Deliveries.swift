package import Ledger
package import Vocabulary

/// What is done with outbox rows, by their kind; filled by whoever puts the program together.
package struct Deliveries {
    /// Writes a row's content into its target, inside the transaction that makes the delivery durable.
    ///
    /// It may run more than once before that transaction lands, and never again afterwards.
    package typealias Handler = (OutboxRow, Transaction) throws -> Void

    /// What came of one round.
    package struct Report {
        /// Rows whose content is durable in their target.
        package var delivered: [OutboxRow] = []
        /// Rows that stay in the outbox, and why.
        package var left: [(row: OutboxRow, reason: Problem)] = []
    }

    private var handlers: [String: Handler] = [:]

    package init() {}

    /// Says how rows of a kind are delivered; each kind has one handler.
    package mutating func register(_ kind: String, _ handler: @escaping Handler) { handlers[kind] = handler }

    /// Delivers what waits in the database `source` of the town.
    ///
    /// Each row is written into its target under an operation id that the row alone decides, then struck:
    /// a kill between the two leads to a second delivery that does nothing. A row that fails does not
    /// keep the others.
    package func deliver(from source: String, in stores: Stores, operation: OperationID) throws -> Report {
        var report = Report()
        let rows = try stores.database(source).read.outbox()
        for row in rows {
            do {
                try deliver(row, in: stores)
                report.delivered.append(row)
            } catch {
                report.left.append((row, Problem(describing: error)))
            }
        }
        guard !report.delivered.isEmpty else { return report }
        try stores.database(source, .writing).transaction(
            as: stores.actor,
            operation,
            message: "gt: outbox of \(source) delivered"
        ) { transaction in
            for row in report.delivered { try transaction.strike(row) }
        }
        return report
    }

    private func deliver(_ row: OutboxRow, in stores: Stores) throws {
        guard let handler = handlers[row.kind] else {
            throw Problem(.internalFault, "nobody delivers outbox rows of the kind \(row.kind)")
        }
        try stores.database(row.target, .writing).transaction(
            as: stores.actor,
            row.delivery,
            message: "gt: \(row.kind) delivered"
        ) { transaction in
            try handler(row, transaction)
        }
    }
}
