package import Basics
import SQL
package import Vocabulary

/// A message as one of its recipients has it: the bead says what it says, a row of its own how far
/// it has come with this recipient.
package struct Message: Hashable, Sendable {
    /// How far a message has come with one recipient; everything but `unread` is an end.
    package enum State: String, Hashable, Sendable, CaseIterable {
        case unread
        case read
        /// Its time to live ran out before it was read; its sender has been told.
        case expired
        /// It could not be delivered; somebody else has been told.
        case dead
    }

    /// What a message is; any word is one.
    package struct Kind: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }
        package var description: String { rawValue }

        package static let notification = Kind(rawValue: "notification")
        package static let task = Kind(rawValue: "task")
        package static let reply = Kind(rawValue: "reply")
        package static let escalation = Kind(rawValue: "escalation")
        package static let scavenge = Kind(rawValue: "scavenge")
        /// The kinds a person may send.
        package static let known: [Kind] = [.notification, .task, .reply, .escalation, .scavenge]
    }

    /// The message's bead; the same for all its recipients.
    package var id: BeadID
    package var recipient: Address
    /// An address, or the name of a service of the town.
    package var sender: String
    package var subject: String
    package var body: String
    /// 0 urgent to 4 low.
    package var priority: Int
    package var kind: Kind
    package var thread: String
    package var replyTo: BeadID?
    /// While an unread message to the recipient has this key, no second one is delivered.
    package var duplicateKey: String?
    package var state = State.unread
    package var createdAt: Timestamp
    package var expiresAt: Timestamp?
    /// When the recipient's session or list first showed it.
    package var deliveredAt: Timestamp?
    /// When ``state`` became an end.
    package var endedAt: Timestamp?

    package init(
        id: BeadID,
        to recipient: Address,
        from sender: String,
        subject: String,
        body: String,
        priority: Int = 2,
        kind: Kind = .notification,
        thread: String,
        at time: Timestamp
    ) {
        self.id = id
        self.recipient = recipient
        self.sender = sender
        self.subject = subject
        self.body = body
        self.priority = priority
        self.kind = kind
        self.thread = thread
        createdAt = time
    }

    static let columns = """
        m.id, m.recipient, m.sender, i.title, i.description, i.priority, m.type, m.thread_id, m.created_at, \
        m.reply_to, m.duplicate_key, m.state, m.expires_at, m.delivered_at, m.ended_at
        """

    init?(row: Row) {
        guard let recipient = row.text(1).flatMap({ Address($0) }) else { return nil }
        self.init(
            id: BeadID(trusted: row.text(0) ?? ""),
            to: recipient,
            from: row.text(2) ?? "",
            subject: row.text(3) ?? "",
            body: row.text(4) ?? "",
            priority: row.integer(5),
            kind: Kind(rawValue: row.text(6) ?? ""),
            thread: row.text(7) ?? "",
            at: row.time(8) ?? Timestamp(seconds: 0)
        )
        replyTo = row.text(9).map { BeadID(trusted: $0) }
        duplicateKey = row.text(10)
        state = row.text(11).flatMap { State(rawValue: $0) } ?? .unread
        expiresAt = row.time(12)
        deliveredAt = row.time(13)
        endedAt = row.time(14)
    }

    var values: [Value] {
        [
            .text(recipient.description), .text(id.description), .text(sender), .text(kind.rawValue), .text(thread),
            .text(replyTo?.description), .text(duplicateKey), .text(state.rawValue), .time(createdAt),
            .time(expiresAt), .time(deliveredAt), .time(endedAt),
        ]
    }
}
