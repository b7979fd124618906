import Basics
package import Ledger
package import Vocabulary

/// A note for a running agent before it is queued.
package struct NudgeRequest: Hashable, Sendable {
    package var recipient: Address
    package var sender: String
    package var text: String
    package var isUrgent = false
    package var timeToLive: Duration

    /// A nudge that is of no use later: half an hour, an urgent one two hours.
    package init(to recipient: Address, from sender: String, text: String, isUrgent: Bool = false) {
        self.recipient = recipient
        self.sender = sender
        self.text = text
        self.isUrgent = isUrgent
        timeToLive = isUrgent ? .seconds(7200) : .seconds(1800)
    }

    /// So many nudges may wait for one agent.
    package static let deepest = 50
    /// The longest text in bytes.
    package static let longestText = 8192

    /// Queues the nudge for the end of the agent's turn.
    ///
    /// Expired ones do not count towards the depth.
    ///
    /// - Throws: ``LetterFault``; nothing is queued then.
    package func queue(in transaction: Transaction) throws {
        guard recipient.hasTurns else { throw LetterFault.noAgent(recipient) }
        guard text.contains(where: { !$0.isWhitespace }) else { throw LetterFault.noText }
        guard text.utf8.count <= NudgeRequest.longestText else {
            throw LetterFault.longNudge(text.utf8.count, limit: NudgeRequest.longestText)
        }
        guard timeToLive > .zero else { throw LetterFault.noTimeToLive }
        if let found = CredentialScan.first(in: text) { throw LetterFault.credential(found.kind) }
        let waiting = try transaction.read.nudges(for: recipient).filter { $0.expiresAt > transaction.time }
        guard waiting.count < NudgeRequest.deepest else { throw LetterFault.deep(recipient, waiting.count) }
        try transaction.add(
            Nudge(
                id: transaction.operation.description,
                to: recipient,
                from: sender,
                text: text,
                isUrgent: isUrgent,
                at: transaction.time,
                expiresAt: transaction.time.advanced(by: timeToLive)
            )
        )
    }
}

extension Address {
    /// Whether a model works there, whose hook delivers nudges; services are code, the overseer a person.
    fileprivate var hasTurns: Bool { !isService && self != .overseer }
}
