import Convoys
import Effects
import Ledger
import Mail
import Stores
import Vocabulary

extension Patrol {
    /// Ends mail and nudges whose time to live has run out, telling who sent them.
    func settleMail() throws {
        let now = effects.now()
        guard try !Overdue(in: stores.hq().read, at: now).isEmpty else { return }
        let operation = effects.makeOperation()
        try stores.hq(.writing).transaction(as: stores.actor, operation, message: "gt: expired mail") { transaction in
            try Overdue(in: transaction.read, at: now).settle(in: transaction)
        }
    }

    /// Mails the overseer, unless an unread letter says so already.
    func tellThatItKeepsDying(_ name: String) throws {
        var letter = Letter(
            to: [.overseer],
            from: Letter.town,
            subject: "\(name) keeps dying",
            body: """
                It ended soon after each of its last starts. The daemon goes on starting it, with pauses of up to five \
                minutes.

                `gt peek \(name)` shows its terminal, the daemon's log what ended it.
                """
        )
        letter.priority = 1
        letter.duplicateKey = "keeps-dying \(name)"
        let operation = effects.makeOperation()
        let message = "gt: \(name) keeps dying"
        try stores.hq(.writing).transaction(as: stores.actor, operation, message: message) {
            _ = try letter.tidied.send(in: $0)
        }
        note("\(name): keeps dying, the overseer was told")
    }

    /// Closes convoys whose members were closed by hand, which sends no news.
    func closeConvoys() throws {
        guard try ConvoyBook(of: stores).open().contains(where: { $0.isComplete && !$0.isNoted }) else { return }
        let member = try stores.townLookup()
        let operation = effects.makeOperation()
        let message = "gt: convoys complete"
        let closed = try stores.hq(.writing).transaction(as: stores.actor, operation, message: message) { transaction in
            try ConvoyChanges(in: transaction, member: member).closeAll()
        }
        for convoy in closed { note("\(convoy): complete, closed") }
    }
}
