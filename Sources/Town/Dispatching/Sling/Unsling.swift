import Effects
package import Ledger
import Polecats
import Stores
package import Vocabulary

extension Worksite {
    /// `gt unsling`: takes a bead off its hook and opens it again.
    ///
    /// The token grows first, so that the session is refused whatever it still does; then it is
    /// ended. Worktree and branch stay as they are.
    package func unsling(_ bead: BeadID) throws -> AgentRecord {
        let ledger = try ledger()
        guard let holder = try ledger.read.agent(holding: bead) else { throw SeatFault.notHooked(bead) }
        return try holding(holder) {
            // Somebody else may have taken the seat while this command waited.
            guard try isUnchanged(holder) else { throw SeatFault.notHooked(bead) }
            let operation = effects.makeOperation()
            _ = try ledger.transaction(as: stores.actor, operation, message: "gt: unsling \(bead)") {
                transaction -> BeadID in
                try seats.giveBack(bead, state: .idle, in: transaction).id
            }
            try endSession(of: holder)
            return holder
        }
    }

    /// Starts a session anew for a seat that lost its own: same bead, same worktree, next token.
    ///
    /// For seats whose worktree is whole; one that was never prepared is slung on instead. `nil` where somebody else has
    /// seen to the seat meanwhile.
    package func restart(_ seat: AgentRecord) throws -> AgentRecord? {
        try holding(seat) {
            // A session that a `gt sling` has just started would be refused by the next token.
            guard try isUnchanged(seat), try !isRunning(seat) else { return nil }
            let operation = effects.makeOperation()
            try endSession(of: seat)
            let ledger = try ledger()
            _ = try ledger.transaction(as: stores.actor, operation, message: "gt: restart \(seat.id)") {
                transaction -> BeadID in
                try seats.renew(seat, in: transaction).id
            }
            guard let renewed = try ledger.read.agent(seat.id) else { throw SeatFault.emptyHook(seat.id) }
            try start(renewed)
            return renewed
        }
    }
}
