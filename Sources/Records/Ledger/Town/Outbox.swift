package import Basics
import SQL
package import Vocabulary

/// The part of an action that belongs into another ledger, written down with the decision.
package struct OutboxRow: Hashable, Sendable {
    package var operation: OperationID
    package var number: Int
    /// The database it goes to: `hq` or a rig's name.
    package var target: String
    /// What it is; who delivers finds its handler by this.
    package var kind: String
    /// JSON, of a shape that the kind decides.
    package var payload: String
    package var createdAt: Timestamp

    /// The operation that its delivery has to use, so that a second delivery is a no-op.
    package var delivery: OperationID { operation.part(number) }
}

extension Reader {
    /// What has not been delivered, oldest first.
    package func outbox() throws -> [OutboxRow] {
        let columns = "op_id, number, target, kind, payload, created_at"
        let sql = "SELECT \(columns) FROM outbox ORDER BY created_at, op_id, number"
        return try database.rows(sql) {
            OutboxRow(
                operation: OperationID($0.text(0) ?? ""),
                number: $0.integer(1),
                target: $0.text(2) ?? "",
                kind: $0.text(3) ?? "",
                payload: $0.text(4) ?? "",
                createdAt: $0.time(5) ?? Timestamp(seconds: 0)
            )
        }
    }
}

extension Transaction {
    /// Leaves a part of this action for another ledger.
    ///
    /// `payload` must hold no credential: texts of others are redacted before they go into it.
    package func post(_ kind: String, to target: String, _ payload: String) throws {
        try change(
            .versioned,
            "INSERT INTO outbox (op_id, number, target, kind, payload, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            [
                .text(operation.description), .integer(nextOutboxNumber()), .text(target), .text(kind),
                .text(payload), .time(time),
            ],
            isClean: true
        )
    }

    /// Strikes a row whose delivery is durable in its target.
    package func strike(_ row: OutboxRow) throws {
        try change(
            .versioned,
            "DELETE FROM outbox WHERE op_id = ?1 AND number = ?2",
            [.text(row.operation.description), .integer(row.number)]
        )
    }
}
