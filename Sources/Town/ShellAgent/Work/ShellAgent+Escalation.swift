import Basics
import Effects
import Git
import Layout
import Ledger
import Mail
import Polecats
import Vocabulary

extension ShellAgent {
    /// Tells the overseer what is the matter and leaves the bead where it is.
    ///
    /// One transaction: the seat is escalated, the bead has a comment, the letter is in the outbox.
    func escalate(_ bead: Bead, _ problem: Problem, _ run: BlockRun?) throws {
        let letter = letter(bead, problem, run)
        try write("gt: \(bead.id) escalated") { transaction in
            var seat = try seats.occupied(by: session, in: transaction.read)
            seat.state = .escalated
            seat.since = transaction.time
            try transaction.put(seat)
            try transaction.comment(on: bead.id, BlockLog(run?.report ?? problem.told).whole)
            try transaction.post(Letter.outboxKind, to: TownLayout.database, letter.payload)
        }
        try desk.deliver()
    }

    /// Writes a comment of the agent's on the bead.
    func comment(on bead: BeadID, _ text: String) throws {
        try write("gt: comment on \(bead)") { try $0.comment(on: bead, BlockLog(text).whole) }
    }

    func write(_ message: String, _ body: (Transaction) throws -> Void) throws {
        try ledger.transaction(as: Actor(session.address), effects.makeOperation(), message: message, body)
    }

    private func letter(_ bead: Bead, _ problem: Problem, _ run: BlockRun?) -> Letter {
        var parts = [
            "\(session.address) cannot go on with \(bead.id): \(bead.title)", problem.told,
            """
            The bead is still on its hook and the worktree is as it was left: \(worktree.directory)
            When the description or the world is mended, `gt sling \(bead.id) \(seats.rig.name)` goes on where it \
            stopped; `gt unsling \(bead.id)` takes the bead back.
            """,
        ]
        if let run {
            parts.append("The block:\n\n" + run.block.text.cut(toBytes: 4000))
            parts.append("Its log (\(logPath(of: run.block, bead))):\n\n" + run.log.cut(toBytes: 16_000))
        }
        var letter = Letter(
            to: [.overseer],
            from: session.address.description,
            subject: "\(bead.id) needs you: \(problem.summary)",
            body: parts.joined(separator: "\n\n")
        )
        letter.priority = 1
        letter.duplicateKey = "shell:\(session.incarnation):\(run?.block.number ?? 0)"
        return letter
    }
}

extension Problem {
    /// Summary, reasons and hints, a line each.
    fileprivate var told: String { ([summary] + causes + hints).joined(separator: "\n") }
}
