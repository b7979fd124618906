package import Effects
package import Git
import Host
import Layout
package import Ledger
package import Polecats
import Vocabulary

/// The built-in worker that needs no model: it runs the `sh` blocks of the bead on its hook.
///
/// Each block is followed by a commit that says so. After a kill the worktree is preserved and set
/// back to the last of those commits, so that no finished block runs twice and no half of one stays.
package struct ShellAgent {
    /// What the agent does as every other agent does it: with the commands of the town.
    package struct Desk {
        /// `gt prime`: makes the work begin.
        package var prime: () throws -> Void
        /// `gt mail check --inject`: shows what others have to say.
        package var readMail: () throws -> Void
        /// `gt done`: hands in.
        package var handIn: () throws -> Void
        /// Keeps what the worktree in that folder holds; returns the name of the snapshot if one
        /// was needed.
        package var preserve: (_ worktree: String) throws -> String?
        /// Delivers the outbox of the rig's ledger.
        package var deliver: () throws -> Void
        /// Writes a line into the session's terminal.
        package var show: (String) -> Void

        package init(
            prime: @escaping () throws -> Void,
            readMail: @escaping () throws -> Void,
            handIn: @escaping () throws -> Void,
            preserve: @escaping (String) throws -> String?,
            deliver: @escaping () throws -> Void,
            show: @escaping (String) -> Void
        ) {
            self.prime = prime
            self.readMail = readMail
            self.handIn = handIn
            self.preserve = preserve
            self.deliver = deliver
            self.show = show
        }
    }

    /// The time a block gets where neither it nor the rig's settings say one.
    package static let defaultLimit = Duration.seconds(600)

    let session: SessionIdentity
    let seats: Seats
    let ledger: Ledger
    let worktree: Git
    let target: String
    let limit: Duration
    let desk: Desk
    let effects: Effects

    /// - Parameters:
    ///   - session: Whose work it is, as the environment of the session says.
    ///   - seats: The seats of the rig.
    ///   - ledger: The rig's, open for writing.
    ///   - worktree: Git in the seat's worktree.
    ///   - target: The branch that the work is to land on.
    ///   - limit: The time of a block that says none.
    ///   - desk: The commands of the town.
    ///   - effects: The environment becomes that of the blocks.
    package init(
        session: SessionIdentity,
        seats: Seats,
        ledger: Ledger,
        worktree: Git,
        target: String,
        limit: Duration = ShellAgent.defaultLimit,
        desk: Desk,
        effects: Effects
    ) {
        self.session = session
        self.seats = seats
        self.ledger = ledger
        self.worktree = worktree.acting(as: GitIdentity(session.address))
        self.target = target
        self.limit = limit
        self.desk = desk
        self.effects = effects
    }

    /// Works until the request is filed.
    ///
    /// What goes wrong is told to the overseer first and thrown then; the bead stays on its hook.
    /// A session whose occupation has ended does nothing at all.
    package func run() throws {
        try desk.prime()
        let bead = try present()
        do {
            try work(on: bead)
        } catch let fault as SeatFault {
            throw fault
        } catch {
            let run = (error as? BlockFailure)?.run
            // A machine that shuts down ends all processes at once: then this one ends here, and its bead waits for nobody.
            if run?.wasEndedFromOutside ?? false { effects.pause(.seconds(2)) }
            // Only who still holds the bead may say that it is in trouble.
            _ = try present()
            try escalate(bead, Problem(describing: error), run)
            throw error
        }
    }

    /// The bead on the hook, if the occupation is still the present one.
    private func present() throws -> Bead {
        let seat = try seats.occupied(by: session, in: ledger.read)
        guard let hook = seat.hook, let bead = try ledger.read.bead(hook) else { throw SeatFault.emptyHook(seat.id) }
        return bead
    }

    private func work(on bead: Bead) throws {
        let blocks = try ShellScript(bead.description).blocks
        guard !blocks.isEmpty else { throw ShellFault.noBlocks(bead.id) }
        let progress = BlockProgress(worktree: worktree, bead: bead.id, target: target)
        try beWorking()
        let finished = try takeUp(progress, bead)
        for block in blocks where block.number > finished {
            try desk.readMail()
            _ = try present()
            let run = try run(block, of: blocks.count, bead)
            // A seat that was given away meanwhile must not get this commit.
            _ = try present()
            try stayOnBranch()
            try progress.commit(block, of: blocks.count, title: bead.title)
            try comment(on: bead.id, run.report)
        }
        let start = try progress.start()
        guard try worktree.tree("HEAD") != worktree.tree(start.description) else {
            throw ShellFault.nothingChanged(bead.id)
        }
        try desk.readMail()
        try desk.handIn()
    }

    /// A seat that was escalated works again once somebody has started its session.
    private func beWorking() throws {
        guard try seats.occupied(by: session, in: ledger.read).state != .working else { return }
        try write("gt: \(session.address) works") { transaction in
            var seat = try seats.occupied(by: session, in: transaction.read)
            seat.state = .working
            seat.since = transaction.time
            try transaction.put(seat)
        }
    }

    /// Sets the worktree to the end of the last finished block and returns its number.
    private func takeUp(_ progress: BlockProgress, _ bead: Bead) throws -> Int {
        // Whoever held it is dead: a session is started only when nothing is left of the one before.
        try Files.remove(worktree.ownFolder() + "/index.lock")
        let mark = try progress.mark()
        // What a block put into a folder that may not be looked into is in no commit and is nobody's to lose here.
        let status = try worktree.status(skippingClosed: true)
        let branch = try seats.occupied(by: session, in: ledger.read).branch
        if status.isClean, status.head == mark.commit, status.branch == branch { return mark.number }
        let snapshot = try desk.preserve(worktree.directory)
        try worktree.giveUpRebase()
        try worktree.checkOut(mark.commit, branch: branch)
        let kept = snapshot.map { "; what lay there is in snapshot \($0)" } ?? ""
        let place = mark.number == 0 ? "from the beginning" : "after block \(mark.number)"
        try comment(on: bead.id, "goes on \(place)\(kept)")
        return mark.number
    }

    private func stayOnBranch() throws {
        let branch = try worktree.currentBranch()
        let expected = try seats.occupied(by: session, in: ledger.read).branch ?? ""
        guard branch == expected else { throw ShellFault.leftBranch(branch: branch, expected: expected) }
    }

    private func run(_ block: ShellBlock, of count: Int, _ bead: Bead) throws -> BlockRun {
        desk.show("── block \(block.number) of \(count) of \(bead.id): \(block.firstLine)")
        var environment = effects.environment
        environment["GT_BEAD"] = bead.id.description
        environment["GT_BLOCK"] = "\(block.number)"
        let run = try BlockRun.of(
            block,
            count,
            in: worktree.directory,
            environment,
            limit: block.limit ?? limit,
            log: logPath(of: block, bead),
            effects
        )
        desk.show("── \(run.ending)")
        if let fault = run.fault { throw BlockFailure(run: run, fault: fault) }
        return run
    }

    /// Where all that a block has written can be read.
    func logPath(of block: ShellBlock, _ bead: Bead) -> String {
        "\(seats.rig.logs)/\(bead.id)-\(session.incarnation)-\(block.number).log"
    }
}
