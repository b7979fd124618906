package import Ledger
import Mail
package import Vocabulary

/// What is done to convoys, inside a transaction of `hq`.
///
/// Members are looked at while the transaction holds the ledger, so of two members that are closed
/// at once in two rigs the later one sees both.
package struct ConvoyChanges {
    private let transaction: Transaction
    private let book: ConvoyBook

    /// `transaction` is of `hq`.
    package init(in transaction: Transaction, members: MemberSource) {
        self.transaction = transaction
        book = ConvoyBook(read: transaction.read, members: members)
    }

    /// Makes a convoy that tracks `members`, and notes its completion where all are done already.
    ///
    /// - Throws: ``ConvoyFault``.
    package func create(_ title: String, tracking members: [BeadID], watchers: [Address] = []) throws -> BeadID {
        guard title.contains(where: { !$0.isWhitespace }) else { throw ConvoyFault.noName }
        guard !title.contains(where: \.isNewline) else { throw ConvoyFault.severalLines }
        guard !members.isEmpty else { throw ConvoyFault.noMembers }
        try book.checked(members)
        var bead = Bead(id: BeadID(trusted: ""), title: title, at: transaction.time)
        bead.type = .convoy
        bead.createdBy = transaction.actor.description
        bead.id = try transaction.makeIdentifier(
            for: bead,
            prefix: transaction.read.prefix(),
            infix: "cv",
            shortest: 5
        )
        try transaction.insert(bead)
        for watcher in watchers { try transaction.watch(bead.id, watcher) }
        try track(members, by: bead.id)
        _ = try close(ifComplete: [bead.id])
        return bead.id
    }

    /// Adds beads to a convoy; the answer is those that it did not track before.
    ///
    /// A convoy whose completion was told, or that was given up, is open again with them.
    ///
    /// - Throws: ``ConvoyFault``.
    package func add(_ members: [BeadID], to convoy: BeadID) throws -> [BeadID] {
        guard let known = try book.convoy(convoy) else { throw ConvoyFault.unknown(convoy.description) }
        try book.checked(members)
        let tracked = Set(known.members.map(\.id))
        var seen: Set<BeadID> = []
        let new = members.filter { !tracked.contains($0) && seen.insert($0).inserted }
        try track(new, by: convoy)
        if known.isGivenUp { try transaction.update(convoy) { $0.status = .open } }
        try reopen(convoy)
        _ = try close(ifComplete: [convoy])
        return new
    }

    /// Sees to it that some convoy holds a bead that goes to work.
    ///
    /// Where none does, one is made for it alone; one that was complete is open again.
    package func hold(_ bead: BeadID, titled title: String) throws -> BeadID {
        // One that was given up says nothing any more of what it tracks.
        let holders = try book.tracking(bead).filter { try book.convoy($0)?.isGivenUp == false }
        for holder in holders { try reopen(holder) }
        if let holder = holders.first { return holder }
        return try create("Work: \(title.prefix(400))", tracking: [bead])
    }

    /// Closes those that are complete and tells their watchers and the overseer, in the same write.
    ///
    /// Of several who come with the same news only the first finds a convoy open, so each completion
    /// is told once. The answer is the convoys that were closed.
    package func close(ifComplete ids: [BeadID]) throws -> [BeadID] {
        var closed: [BeadID] = []
        for id in ids {
            guard let convoy = try book.convoy(id), convoy.isComplete, convoy.isUntold else { continue }
            try transaction.update(id) {
                $0.status = .closed
                $0.closeReason = Convoy.completion
            }
            try convoy.announcement.send(in: transaction, overflow: .bury)
            closed.append(id)
        }
        return closed
    }

    /// Closes every convoy that is complete and has not been told of.
    package func closeAll() throws -> [BeadID] { try close(ifComplete: book.untold().map(\.id)) }

    /// Closes those of a bead that was closed.
    package func close(after bead: BeadID) throws -> [BeadID] { try close(ifComplete: book.tracking(bead)) }

    /// Opens those of which something was reopened after they were told.
    ///
    /// They are told again when they are complete again. All are looked at unless some are named; the answer is which.
    package func openAgain(_ some: [BeadID]? = nil) throws -> [BeadID] {
        let convoys = try book.open().filter { $0.isOpenAgain && some?.contains($0.id) ?? true }.map(\.id)
        for convoy in convoys { try reopen(convoy) }
        return convoys
    }

    private func track(_ members: [BeadID], by convoy: BeadID) throws {
        for member in members {
            let actor = transaction.actor.description
            try transaction.add(Edge(convoy, .tracks, member, at: transaction.time, by: actor))
        }
    }

    /// A convoy whose completion was told is told again when it is complete again.
    private func reopen(_ id: BeadID) throws {
        guard let convoy = try book.convoy(id), convoy.isOpenAgain else { return }
        try transaction.update(id) { $0.status = .open }
    }
}

extension Convoy {
    /// What is written to those who are told of the completion.
    fileprivate var announcement: Letter {
        let list = members.map { "  \($0.id)  \($0.isGone ? "(its rig was removed)" : $0.title)" }.joined(
            separator: "\n"
        )
        let rest = goneCount == 0 ? "" : ", the rest is gone with its rig"
        var letter = Letter(
            to: [.overseer] + watchers,
            from: Letter.town,
            subject: "Convoy complete: \(title)",
            body: "Everything that \(id) tracks is closed (\(doneCount)/\(members.count))\(rest):\n\n\(list)"
        )
        letter.kind = .notification
        return letter.tidied
    }
}
