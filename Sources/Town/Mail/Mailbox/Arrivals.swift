package import Basics
package import Ledger
package import Vocabulary

/// What the owner of a mailbox is told between two steps: new mail and nudges.
///
/// Taking them has three parts, so that a reader that dies on the way loses nothing: nudges are
/// leased, the text is shown, and only then both are acknowledged.
package struct Arrivals {
    package let mailbox: Mailbox
    /// Unread mail, the most urgent first.
    package let unread: [Message]
    package let nudges: [Nudge]

    /// After so long a lease of nudges that nobody acknowledged is over.
    package static let lease = Duration.seconds(60)

    /// What there is, nudges that somebody else is showing left out.
    package init(for owner: Address, in read: Reader, at now: Timestamp) throws {
        let nudges = try read.freeNudges(for: owner, at: now)
        self.init(mailbox: Mailbox(of: owner), unread: try read.messages(to: owner, .unread), nudges: nudges)
    }

    private init(mailbox: Mailbox, unread: [Message], nudges: [Nudge]) {
        self.mailbox = mailbox
        self.unread = unread
        self.nudges = nudges
    }

    /// Whether there is anything to say: something new, or urgent mail that is still not read.
    package var isWorthTelling: Bool {
        !nudges.isEmpty || unread.contains { $0.deliveredAt == nil || $0.priority == 0 }
    }

    /// The same without mail that was told of before, however urgent it is.
    package var news: Arrivals {
        Arrivals(mailbox: mailbox, unread: unread.filter { $0.deliveredAt == nil }, nudges: nudges)
    }

    /// The same with the nudges leased to `operation`, which nobody else shows meanwhile.
    package func leasing(in ledger: Ledger, as actor: Actor, _ operation: OperationID) throws -> Arrivals {
        guard !nudges.isEmpty else { return self }
        _ = try ledger.transaction(as: actor, operation, message: "gt: nudges taken by \(mailbox.owner)") {
            try $0.leaseNudges(for: mailbox.owner, until: $0.time.advanced(by: Arrivals.lease))
        }
        let leased = try ledger.read.nudges(leasedBy: operation)
        return Arrivals(mailbox: mailbox, unread: unread, nudges: leased)
    }

    /// Notes that the text has reached its reader.
    package func acknowledge(lease: OperationID, in transaction: Transaction) throws {
        if !nudges.isEmpty { try transaction.acknowledgeNudges(leasedBy: lease) }
        for message in unread where message.deliveredAt == nil {
            try transaction.markDelivered(message.id, to: mailbox.owner)
        }
    }

    /// Whether ``acknowledge(lease:in:)`` has anything to write.
    package var needsAcknowledgement: Bool { !nudges.isEmpty || unread.contains { $0.deliveredAt == nil } }
}
