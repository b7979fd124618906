package import Basics
package import Ledger
import Vocabulary

extension Message {
    /// The three lines of a list; `number` is what ``Mailbox/message(_:in:)`` takes.
    package func inboxLines(number: Int, in zone: LocalTime) -> [String] {
        let mark = state == .unread ? "●" : "○"
        let type = kind == .notification ? "" : " [\(kind)]"
        return [
            "  \(number). \(mark) \(subject)\(type)\(priority < 2 ? " !" : "")",
            "      \(id) from \(sender)",
            "      \(createdAt.minute(in: zone))",
        ]
    }

    /// The whole message.
    package func lines(in zone: LocalTime) -> [String] {
        let type = kind == .notification ? "" : " [\(kind)]"
        let rank = priority < 2 ? " [\(priorityName.uppercased())]" : ""
        var lines = [
            "Subject: \(subject)\(type)\(rank)", "", "From: \(sender)", "To: \(recipient)",
            "Date: \(createdAt.second(in: zone))", "ID: \(id)", "Thread: \(thread)",
        ]
        if let replyTo { lines.append("Reply to: \(replyTo)") }
        return body.isEmpty ? lines : lines + ["", body]
    }
}
