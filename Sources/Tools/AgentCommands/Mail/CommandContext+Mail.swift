import CommandKit
import Effects
import Ledger
import Mail
import Stores
import TownContext
import Vocabulary

extension CommandContext {
    /// Whose mailbox is meant: the one that is named, else the caller's.
    func mailbox(_ named: String?) throws -> Mailbox {
        Mailbox(of: try named.map { try address($0, for: .looking) } ?? caller())
    }

    /// Ends what has expired in a mailbox; nothing is written where nothing has.
    func settleOverdue(of mailbox: Mailbox) throws {
        let now = effects.now()
        let overdue = try Overdue(of: mailbox.owner, in: stores().hq().read, at: now)
        guard !overdue.isEmpty, !options.readonly else { return }
        _ = try write(to: stores().hq(.writing), "gt: expired mail of \(mailbox.owner)") { transaction in
            try Overdue(of: mailbox.owner, in: transaction.read, at: now).settle(in: transaction)
            return true
        }
    }

    /// Notes that the owner of a mailbox has seen these messages in a list.
    func acknowledge(_ messages: [Message], in mailbox: Mailbox) throws {
        let new = messages.filter { $0.state == .unread && $0.deliveredAt == nil }
        guard !new.isEmpty, !options.readonly, try caller() == mailbox.owner else { return }
        _ = try write(to: stores().hq(.writing), "gt: mail delivered to \(mailbox.owner)") { transaction in
            for message in new { try transaction.markDelivered(message.id, to: mailbox.owner) }
            return true
        }
    }
}
