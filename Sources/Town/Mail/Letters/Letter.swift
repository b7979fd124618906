import Basics
package import Ledger
package import Vocabulary

/// What somebody has to say, to whom: a message before it is sent.
package struct Letter: Hashable, Sendable {
    package var recipients: [Address]
    /// An address, or the name of a service of the town.
    package var sender: String
    package var subject: String
    package var body: String
    /// 0 urgent to 4 low.
    package var priority = 2
    package var kind = Message.Kind.notification
    /// The message it answers; the answer belongs to that one's thread.
    package var replyTo: BeadID?
    /// While an unread message to a recipient has this key, no second one is delivered to it.
    package var duplicateKey: String?
    /// Unread for longer, it expires and its sender is told.
    package var timeToLive: Duration?

    package init(to recipients: [Address], from sender: String, subject: String, body: String) {
        self.recipients = recipients
        self.sender = sender
        self.subject = subject
        self.body = body
    }

    /// The longest subject in characters, as for the title of a bead.
    package static let longestSubject = 500
    /// The longest body in bytes.
    package static let longestBody = 65_536

    /// Refuses what no message may be.
    ///
    /// - Throws: ``LetterFault``.
    package func check() throws(LetterFault) {
        guard !recipients.isEmpty else { throw .nobody }
        guard subject.contains(where: { !$0.isWhitespace }) else { throw .noSubject }
        guard !subject.contains(where: \.isNewline) else { throw .severalLines }
        guard subject.count <= Letter.longestSubject else {
            throw .longSubject(subject.count, limit: Letter.longestSubject)
        }
        guard body.utf8.count <= Letter.longestBody else { throw .longBody(body.utf8.count, limit: Letter.longestBody) }
        guard (0...4).contains(priority) else { throw .priority(priority) }
        if let timeToLive, timeToLive <= .zero { throw .noTimeToLive }
        for text in [subject, body, duplicateKey ?? ""] {
            if let found = CredentialScan.first(in: text) { throw .credential(found.kind) }
        }
    }

    /// The letter as a machine may send it: credentials taken out, lengths cut, never refused.
    package var tidied: Letter {
        var copy = self
        let oneLine = CredentialScan.redacted(subject).split(whereSeparator: \.isNewline).joined(separator: " ")
        copy.subject = oneLine.isEmpty ? "(no subject)" : String(oneLine.prefix(Letter.longestSubject))
        copy.body = CredentialScan.redacted(body)
        if copy.body.utf8.count > Letter.longestBody {
            copy.body = copy.body.cut(toBytes: Letter.longestBody - 64) + "\n[cut: the rest was too long for mail]"
        }
        copy.priority = min(max(priority, 0), 4)
        if let key = duplicateKey { copy.duplicateKey = CredentialScan.redacted(key) }
        return copy
    }
}
