package import Basics
package import Ledger
package import Vocabulary

/// Mail and nudges whose time to live has run out before they reached anybody.
package struct Overdue {
    private let messages: [Message]
    private let nudges: [Nudge]

    /// Those of one recipient, or of all.
    package init(of recipient: Address? = nil, in read: Reader, at now: Timestamp) throws {
        messages = try read.overdueMessages(of: recipient, at: now)
        nudges = try read.overdueNudges(at: now).filter { recipient == nil || $0.recipient == recipient }
    }

    /// Whether nothing is overdue, so that nothing has to be written.
    package var isEmpty: Bool { messages.isEmpty && nudges.isEmpty }

    /// Ends what is overdue and tells each sender that has an address, in the same transaction.
    package func settle(in transaction: Transaction) throws {
        for message in messages where try transaction.end(message.id, for: message.recipient, as: .expired) {
            try report(
                to: message.sender,
                "Not read in time: \(message.subject)",
                "Message \(message.id) to \(message.recipient) was not read before its time to live ran out.",
                about: message.id,
                in: transaction
            )
        }
        for nudge in nudges where try transaction.remove(nudge) {
            try report(
                to: nudge.sender,
                "Nudge not delivered: \(nudge.recipient)",
                "Its time to live ran out before \(nudge.recipient) asked for it:\n\n\(nudge.text)",
                about: nil,
                in: transaction
            )
        }
    }

    private func report(
        to sender: String,
        _ subject: String,
        _ body: String,
        about message: BeadID?,
        in transaction: Transaction
    ) throws {
        guard let sender = Address(sender) else { return }
        var letter = Letter(to: [sender], from: Letter.town, subject: subject, body: body)
        letter.replyTo = message
        try letter.tidied.send(in: transaction, overflow: .bury)
    }
}
