package import Basics
import SQL
package import Vocabulary

/// A short note for a running agent, which waits for the end of the agent's turn.
///
/// It goes away when it is delivered or expires; only then, so a reader that dies with it in hand
/// loses nothing.
package struct Nudge: Hashable, Sendable {
    /// The operation that queued it, unique and in the order of time.
    package var id: String
    package var recipient: Address
    package var sender: String
    package var text: String
    package var isUrgent: Bool
    package var createdAt: Timestamp
    package var expiresAt: Timestamp

    package init(
        id: String,
        to recipient: Address,
        from sender: String,
        text: String,
        isUrgent: Bool = false,
        at createdAt: Timestamp,
        expiresAt: Timestamp
    ) {
        self.id = id
        self.recipient = recipient
        self.sender = sender
        self.text = text
        self.isUrgent = isUrgent
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }
}

extension Reader {
    /// The nudges that wait for `recipient`, urgent ones first, then by age; leased ones included.
    package func nudges(for recipient: Address) throws -> [Nudge] {
        try nudges("recipient = ?1", [.text(recipient.description)])
    }

    /// The nudges whose time is over, of all recipients.
    package func overdueNudges(at now: Timestamp) throws -> [Nudge] {
        try nudges("expires_at <= ?1", [.time(now)])
    }

    /// Those of `recipient` that nobody is delivering at `now`.
    package func freeNudges(for recipient: Address, at now: Timestamp) throws -> [Nudge] {
        try nudges(
            "recipient = ?1 AND expires_at > ?2 AND (leased_until IS NULL OR leased_until <= ?2)",
            [.text(recipient.description), .time(now)]
        )
    }

    /// Those that an operation has leased and not yet delivered.
    package func nudges(leasedBy lease: OperationID) throws -> [Nudge] {
        try nudges("lease = ?1", [.text(lease.description)])
    }

    private func nudges(_ condition: String, _ values: [Value]) throws -> [Nudge] {
        let sql = """
            SELECT id, recipient, sender, text, is_urgent, created_at, expires_at FROM wisp_nudges \
            WHERE \(condition) ORDER BY is_urgent DESC, created_at, id
            """
        return try database.rows(sql, values) { row in
            row.text(1).flatMap { Address($0) }.map {
                Nudge(
                    id: row.text(0) ?? "",
                    to: $0,
                    from: row.text(2) ?? "",
                    text: row.text(3) ?? "",
                    isUrgent: row.integer(4) != 0,
                    at: row.time(5) ?? Timestamp(seconds: 0),
                    expiresAt: row.time(6) ?? Timestamp(seconds: 0)
                )
            }
        }.compactMap { $0 }
    }
}

extension Transaction {
    /// Queues a nudge.
    package func add(_ nudge: Nudge) throws {
        try change(
            .ignored,
            "INSERT INTO wisp_nudges VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL, NULL)",
            [
                .text(nudge.id), .text(nudge.recipient.description), .text(nudge.sender), .text(nudge.text),
                .bool(nudge.isUrgent), .time(nudge.createdAt), .time(nudge.expiresAt),
            ]
        )
    }

    /// Gives the free nudges for `recipient` to the caller alone until `end`.
    ///
    /// The lease is the operation. Returns how many there are.
    package func leaseNudges(for recipient: Address, until end: Timestamp) throws -> Int {
        let nudges = try read.freeNudges(for: recipient, at: time)
        for nudge in nudges {
            try change(
                .ignored,
                "UPDATE wisp_nudges SET lease = ?2, leased_until = ?3 WHERE id = ?1",
                [.text(nudge.id), .text(operation.description), .time(end)]
            )
        }
        return nudges.count
    }

    /// Strikes what was delivered under a lease.
    package func acknowledgeNudges(leasedBy lease: OperationID) throws {
        try change(.ignored, "DELETE FROM wisp_nudges WHERE lease = ?1", [.text(lease.description)])
    }

    /// Strikes one nudge; `false` where it is gone already.
    @discardableResult
    package func remove(_ nudge: Nudge) throws -> Bool {
        try change(.ignored, "DELETE FROM wisp_nudges WHERE id = ?1", [.text(nudge.id)]) > 0
    }
}
