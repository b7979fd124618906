import Basics
package import Ledger
package import Vocabulary

extension Letter {
    /// What becomes of a letter to somebody whose inbox is full.
    package enum Overflow: Hashable, Sendable {
        /// Nobody gets it and the sender is told: for senders who wait for the answer.
        case refuse
        /// It is kept unread as a dead letter and the overseer is told.
        case bury
    }

    /// So many unread messages somebody may have.
    package static let mostUnread = 500

    /// The message with the same duplicate key that a recipient has not read yet, in place of which none is sent.
    package func unread(by recipient: Address, in read: Reader) throws -> BeadID? {
        try duplicateKey.flatMap { try read.unreadMessage(to: recipient, key: $0) }
    }

    /// Writes the letter for each recipient, as one message with one state a recipient.
    ///
    /// - Returns: for each recipient, named once, the message it has: the new one, or an unread one
    ///   with the same duplicate key.
    /// - Throws: ``LetterFault``; nothing is written then.
    @discardableResult
    package func send(in transaction: Transaction, overflow: Overflow = .refuse) throws -> [BeadID] {
        try check()
        let answered = try replyTo.map { try transaction.read.message($0) }?.first
        if let replyTo, answered == nil {
            throw LetterFault.noMessage(replyTo.description, recipients.first ?? .overseer)
        }
        var mine: BeadID?
        var seen: Set<Address> = []
        return try recipients.filter { seen.insert($0).inserted }.map { recipient in
            if let known = try unread(by: recipient, in: transaction.read) { return known }
            let id = try mine ?? makeIdentifier(in: transaction)
            mine = id
            var message = Message(
                id: id,
                to: recipient,
                from: sender,
                subject: subject,
                body: body,
                priority: priority,
                kind: kind,
                thread: answered?.thread ?? "thread-" + SHA256.hex("\(transaction.operation)|\(id)").prefix(12),
                at: transaction.time
            )
            message.replyTo = replyTo
            message.duplicateKey = duplicateKey
            message.expiresAt = timeToLive.map { transaction.time.advanced(by: $0) }
            try deliver(message, in: transaction, overflow)
            return id
        }
    }

    private func makeIdentifier(in transaction: Transaction) throws -> BeadID {
        var draft = Bead(id: BeadID(trusted: ""), title: subject, at: transaction.time)
        draft.description = body
        draft.createdBy = sender
        return try transaction.makeIdentifier(for: draft, prefix: transaction.read.prefix())
    }

    private func deliver(_ message: Message, in transaction: Transaction, _ overflow: Overflow) throws {
        let unread = try transaction.read.unreadCount(of: message.recipient)
        guard unread >= Letter.mostUnread else { return try transaction.add(message) }
        if overflow == .refuse { throw LetterFault.full(message.recipient, unread) }
        try transaction.add(message)
        try transaction.end(message.id, for: message.recipient, as: .dead)
        guard message.recipient != .overseer else { return }
        var report = Letter(
            to: [.overseer],
            from: Letter.town,
            subject: "Mail to \(message.recipient) cannot be delivered",
            body: """
                \(message.recipient) has \(unread) unread messages and takes no more.
                The first message that was not delivered is \(message.id): \(message.subject)
                """
        )
        report.priority = 1
        report.duplicateKey = "full:\(message.recipient)"
        try report.send(in: transaction, overflow: .bury)
    }

    /// The sender of what the town itself has to say.
    package static let town = "gt"
}
