package import Basics
import SQL
package import Vocabulary

extension Reader {
    /// The messages to `recipient`: the most urgent first, of equally urgent ones the newest.
    ///
    /// Only those in one of `states`; `limit` is a number of messages, 0 for all.
    package func messages(to recipient: Address, _ states: Message.State..., limit: Int = 0) throws -> [Message] {
        // The states stand as literals, because only then the planner takes the partial index.
        let tests = states.map { "m.state = '\($0.rawValue)'" }.joined(separator: " OR ")
        let cut = limit > 0 ? " LIMIT \(limit)" : ""
        return try messages(
            "m.recipient = ?1 AND (\(tests)) ORDER BY i.priority, m.created_at DESC, m.id\(cut)",
            [.text(recipient.description)]
        )
    }

    /// One message as `recipient` has it.
    package func message(_ id: BeadID, to recipient: Address) throws -> Message? {
        try messages("m.recipient = ?1 AND m.id = ?2", [.text(recipient.description), .text(id.description)]).first
    }

    /// One message as each of its recipients has it, by recipient.
    package func message(_ id: BeadID) throws -> [Message] {
        guard try bead(id)?.type == .message else { return [] }
        return try messages("m.id = ?1 ORDER BY m.recipient", [.text(id.description)])
    }

    /// The unread message to `recipient` that has a duplicate key.
    package func unreadMessage(to recipient: Address, key: String) throws -> BeadID? {
        let sql = """
            SELECT id FROM messages WHERE recipient = ?1 AND state = 'unread' AND duplicate_key = ?2 \
            ORDER BY created_at LIMIT 1
            """
        return try database.first(sql, [.text(recipient.description), .text(key)]) {
            BeadID(trusted: $0.text(0) ?? "")
        }
    }

    /// How many unread messages `recipient` has; without scanning those that were read.
    package func unreadCount(of recipient: Address) throws -> Int {
        let sql = "SELECT count(*) FROM messages WHERE recipient = ?1 AND state = 'unread'"
        return try database.first(sql, [.text(recipient.description)]) { $0.integer(0) } ?? 0
    }

    /// How many messages `recipient` has in one of `states`.
    package func messageCount(of recipient: Address, _ states: Message.State...) throws -> Int {
        let tests = states.map { "state = '\($0.rawValue)'" }.joined(separator: " OR ")
        let sql = "SELECT count(*) FROM messages WHERE recipient = ?1 AND (\(tests))"
        return try database.first(sql, [.text(recipient.description)]) { $0.integer(0) } ?? 0
    }

    /// The unread messages whose time to live has run out, of one recipient or of all, oldest first.
    package func overdueMessages(of recipient: Address? = nil, at now: Timestamp) throws -> [Message] {
        let whose = recipient == nil ? "" : "m.recipient = ?2 AND "
        let condition = "\(whose)m.state = 'unread' AND m.expires_at <= ?1 ORDER BY m.created_at, m.id"
        return try messages(condition, [.time(now)] + (recipient.map { [.text($0.description)] } ?? []))
    }

    private func messages(_ condition: String, _ values: [Value]) throws -> [Message] {
        let sql = "SELECT \(Message.columns) FROM messages m JOIN issues i ON i.id = m.id WHERE \(condition)"
        return try database.rows(sql, values) { Message(row: $0) }.compactMap { $0 }
    }
}

extension Transaction {
    /// Writes a message for its recipient; the bead is made with the first recipient's row.
    package func add(_ message: Message) throws {
        if try read.shelf(of: message.id) == nil {
            var bead = Bead(id: message.id, title: message.subject, at: message.createdAt)
            bead.description = message.body
            bead.priority = message.priority
            bead.type = .message
            bead.sender = message.sender
            bead.assignee = message.recipient.description
            bead.createdBy = actor.description
            try insert(bead)
        }
        let places = (1...12).map { "?\($0)" }.joined(separator: ", ")
        try change(.versioned, "INSERT INTO messages VALUES (\(places))", message.values)
    }

    /// Brings an unread message of `recipient` to its end; `false` where it is at one already.
    ///
    /// The bead is closed once no recipient has it unread.
    @discardableResult
    package func end(_ id: BeadID, for recipient: Address, as state: Message.State) throws -> Bool {
        let ended = try change(
            .versioned,
            """
            UPDATE messages SET state = ?3, ended_at = ?4, delivered_at = coalesce(delivered_at, ?5)
            WHERE recipient = ?1 AND id = ?2 AND state = 'unread'
            """,
            [
                .text(recipient.description), .text(id.description), .text(state.rawValue), .time(time),
                .time(state == .read ? time : nil),
            ]
        )
        guard ended > 0 else { return false }
        let left = try database.first(
            "SELECT count(*) FROM messages WHERE id = ?1 AND state = 'unread'",
            [.text(id.description)]
        ) { $0.integer(0) }
        guard left == 0 else { return true }
        try update(id) {
            $0.status = .closed
            $0.closeReason = state.rawValue
        }
        return true
    }

    /// Notes that a message has reached its recipient, who has not read it yet.
    package func markDelivered(_ id: BeadID, to recipient: Address) throws {
        try change(
            .versioned,
            """
            UPDATE messages SET delivered_at = ?3
            WHERE recipient = ?1 AND id = ?2 AND state = 'unread' AND delivered_at IS NULL
            """,
            [.text(recipient.description), .text(id.description), .time(time)]
        )
    }
}
