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
