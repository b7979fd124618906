import Ledger
package import Stores

extension Deliveries {
    /// Delivers the letters that other ledgers posted for `hq`.
    ///
    /// Exactly once: the row's operation id decides. An answer to a message that is gone is sent as
    /// a message of its own.
    package mutating func registerMail() {
        register(Letter.outboxKind) { row, transaction in
            var letter = try Letter(payload: row.payload).tidied
            if let replyTo = letter.replyTo, try transaction.read.message(replyTo).isEmpty { letter.replyTo = nil }
            try letter.send(in: transaction, overflow: .bury)
        }
    }
}
