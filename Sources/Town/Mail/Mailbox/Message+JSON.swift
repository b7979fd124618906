import Basics
package import JSON
package import Ledger
import Vocabulary

extension Message {
    /// The one JSON shape of a message, as its recipient has it.
    package var json: JSON {
        var object: JSON = [
            "id": .string(id.description),
            "from": .string(sender),
            "to": .string(recipient.description),
            "subject": .string(subject),
            "body": .string(body),
            "sent": .string(createdAt.inSeconds),
            "timestamp": .string(createdAt.inSeconds),
            "read": .bool(state != .unread),
            "priority": .string(priorityName),
            "type": .string(kind.rawValue),
            "thread": .string(thread),
            "thread_id": .string(thread),
            "reply_to": .optional(replyTo?.description),
            "delivery_state": .string(deliveredAt == nil ? "pending" : "acked"),
        ]
        object["delivery_acked_at"] = deliveredAt.map { .string($0.inSeconds) }
        object["expires_at"] = expiresAt.map { .string($0.inSeconds) }
        return object
    }

    /// Urgent, high, normal or low.
    package var priorityName: String {
        switch priority {
        case 0: "urgent"
        case 1: "high"
        case 2: "normal"
        default: "low"
        }
    }
}
