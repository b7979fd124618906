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

    /// Closes convoys whose members were closed by hand, and opens those of which one was reopened: neither sends news.
    func settleConvoys() throws {
        let book = try ConvoyBook(of: stores)
        if try book.untold().contains(where: \.isComplete) {
            let closed = try changeConvoys("gt: convoys complete") { try $0.closeAll() }
            for convoy in closed { note("\(convoy): complete, closed") }
        }
        // There may be many that are closed.
        guard isDue("convoys that are closed", every: Self.tidyPause, isFirst: true) else { return }
        guard try book.open().contains(where: \.isOpenAgain) else { return }
        let opened = try changeConvoys("gt: convoys open again") { try $0.openAgain() }
        for convoy in opened { note("\(convoy): something was reopened, open again") }
    }

    private func changeConvoys(_ message: String, _ body: (ConvoyChanges) throws -> [BeadID]) throws -> [BeadID] {
        let members = try MemberSource(stores)
        let operation = effects.makeOperation()
        return try stores.hq(.writing).transaction(as: stores.actor, operation, message: message) {
            try body(ConvoyChanges(in: $0, members: members))
        }
    }
}
