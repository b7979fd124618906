package import Effects
package import Ledger
package import Stores

extension Stores {
    /// Runs `body` while nobody else can write any of these ledgers; writers wait or are refused.
    ///
    /// A ledger whose file `body` moves away cannot be written afterwards either, not even by who has it open: the engine
    /// looks where the file is before it writes.
    package func hold(_ ledgers: [Ledger], effects: Effects, _ body: () throws -> Void) throws {
        guard let first = ledgers.first else { return try body() }
        // What fails in the body is not for the ledger to try again.
        var failure: (any Error)?
        _ = try first.transaction(as: actor, effects.makeOperation(), message: "gt: hold") { (_: Transaction) -> Bool in
            do {
                try hold(Array(ledgers.dropFirst()), effects: effects, body)
            } catch {
                failure = error
            }
            return false
        }
        if let failure { throw failure }
    }
}
