package import Ledger
package import Vocabulary

/// One reader's messages.
package struct Mailbox: Hashable, Sendable {
    package let owner: Address

    package init(of owner: Address) { self.owner = owner }

    /// The owner's messages, the most urgent first, of equally urgent ones the newest.
    ///
    /// Expired and dead ones are not shown.
    package func messages(in read: Reader, unreadOnly: Bool = false, limit: Int = 0) throws -> [Message] {
        if unreadOnly { return try read.messages(to: owner, .unread, limit: limit) }
        return try read.messages(to: owner, .unread, .read, limit: limit)
    }

    /// How many messages ``messages(in:unreadOnly:limit:)`` has without a limit, and how many of them are unread.
    package func counts(in read: Reader) throws -> (all: Int, unread: Int) {
        (try read.messageCount(of: owner, .unread, .read), try read.unreadCount(of: owner))
    }

    /// The message that a text means: its id, or its number in ``messages(in:unreadOnly:limit:)`` from 1.
    ///
    /// - Throws: ``LetterFault``.
    package func message(_ reference: String, in read: Reader) throws -> Message {
        if let number = Int(reference) {
            let all = try messages(in: read, limit: max(0, number))
            guard number > 0, number <= all.count else { throw LetterFault.noMessage(reference, owner) }
            return all[number - 1]
        }
        guard let id = BeadID(reference), let message = try read.message(id, to: owner) else {
            throw LetterFault.noMessage(reference, owner)
        }
        return message
    }

    /// Notes that the owner has read a message; the answer is the message as it is then.
    package func markRead(_ message: Message, in transaction: Transaction) throws -> Message {
        try transaction.end(message.id, for: owner, as: .read)
        return try transaction.read.message(message.id, to: owner) ?? message
    }
}
