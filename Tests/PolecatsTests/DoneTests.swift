import Effects
import Git
import Host
import Layout
import Ledger
import LedgerKit
import Polecats
import TestKit
import Testing
import TownKit
import Vocabulary

@Suite(.scratch, .needs("git")) struct DoneTests {
    /// A worker in its worktree, with work on its hook.
    private struct Worker {
        let rig: ScratchRig
        let session: SessionIdentity
        let seat: AgentRecord
        let worktree: Git

        init(_ rig: ScratchRig) throws {
            self.rig = rig
            let bead = try rig.store.task("sh-1")
            let incarnation = rig.effects.makeIncarnation()
            try rig.store.change {
                _ = try rig.seats.take(
                    bead,
                    agent: "shell",
                    incarnation: incarnation,
                    isForced: false,
                    in: $0,
                    isUsable: { _ in true }
                )
            }
            seat = try #require(try rig.store.ledger.read.agent(holding: bead))
            let base = try #require(try rig.repository.commit("refs/remotes/origin/main"))
            try rig.repository.addWorktree(at: seat.worktree ?? "", base, branch: seat.branch)
            worktree = rig.repository.at(seat.worktree ?? "")
                .acting(as: GitIdentity(name: "w", email: "w@example.invalid"))
            session = SessionIdentity(
                address: rig.seats.address(try #require(seat.name)),
                incarnation: incarnation,
                token: seat.token
            )
            let session = session
            try rig.store.change { _ = try rig.seats.beginWork(session, in: $0) }
        }

        func write(_ text: String) throws {
            let folder = String((seat.worktree ?? "").dropFirst(rig.scratch.path.count + 1))
            try rig.scratch.write(text, to: "\(folder)/work.txt")
        }

        func done(pause: (@Sendable (Duration) -> Void)? = nil) throws -> MergeRequestRecord {
            let ledger = rig.store.ledger
            var effects = rig.effects
            if let pause { effects.pause = pause }
            let done = Done(seats: rig.seats, ledger: ledger, git: rig.repository, target: "main", effects: effects)
            return try done.run(session)
        }
    }

    @Test func pushesFilesAndFreesTheSeat() throws {
        let worker = try Worker(ScratchRig())
        try worker.write("done\n")
        let head = try worker.worktree.commitAll("work")
        let request = try worker.done()
        #expect(request.head == head?.description)
        #expect(request.state == .open)
        #expect(try worker.rig.remote.commit("refs/heads/\(request.branch)") == head)
        let seat = try #require(try worker.rig.store.ledger.read.agent(worker.seat.id))
        #expect(seat.hook == nil)
        #expect(seat.state == .idle)
        let bead = try #require(try worker.rig.store.bead(request.bead))
        #expect(bead.assignee == "shop/refinery")
        #expect(bead.status == .inProgress)
        #expect(try worker.worktree.status().branch == nil)
        #expect(try worker.done() == request)
    }

    /// As while the push of a killed attempt goes on: git holds the branch's lock, and ends by itself.
    @Test func waitsForAPushOfItsOwnThatIsUnderWay() throws {
        let worker = try Worker(ScratchRig())
        try worker.write("done\n")
        let head = try worker.worktree.commitAll("work")
        let lock = "\(try worker.rig.remote.ownFolder())/refs/heads/\(worker.seat.branch ?? "").lock"
        try Files.makeFolders(Files.parent(of: lock))
        try Files.write("", to: lock)
        let request = try worker.done { _ in try? Files.remove(lock) }
        #expect(!Files.exists(lock))
        #expect(try worker.rig.remote.commit("refs/heads/\(request.branch)") == head)
    }

    /// As while the git of a killed attempt leaves the branch: it has the worktree's index, and ends by itself.
    @Test func waitsForItsOwnGitThatIsUnderWay() throws {
        let worker = try Worker(ScratchRig())
        try worker.write("done\n")
        _ = try worker.worktree.commitAll("work")
        let first = try worker.done()
        try worker.worktree.checkOut(try #require(try worker.worktree.commit("HEAD")), branch: first.branch)
        let index = "\(try worker.worktree.ownFolder())/index.lock"
        try Files.write("", to: index)
        do {
            let lock = try FileLock.hold(worker.rig.seats.rig.worktreesLock, limit: .seconds(60))
            let git = ProcessCall("sh", ["-c", "(sleep 0.3; rm '\(index)') >/dev/null 2>&1 &"])
            _ = try ProcessRunner.live.run(git)
            _ = lock.path
        }
        #expect(try worker.done() == first)
        #expect(try worker.worktree.status().branch == nil)
    }

    @Test func leavesTheBranchOfALaterOccupation() throws {
        let worker = try Worker(ScratchRig())
        try worker.write("done\n")
        _ = try worker.worktree.commitAll("work")
        let first = try worker.done()
        try worker.worktree.checkOut(try #require(try worker.worktree.commit("HEAD")), branch: "later")
        #expect(try worker.done() == first)
        #expect(try worker.worktree.status().branch == "later")
    }

    @Test func replacesWhatAKilledAttemptPushedAndWasAmendedSince() throws {
        let worker = try Worker(ScratchRig())
        try worker.write("done\n")
        let first = try #require(try worker.worktree.commitAll("work"))
        let branch = try #require(worker.seat.branch)
        #expect(try worker.rig.repository.push(first, to: branch) == .pushed)
        try worker.worktree.call(["commit", "--quiet", "--amend", "-m", "better"])
        let request = try worker.done()
        #expect(request.head != first.description)
        #expect(try worker.rig.remote.commit("refs/heads/\(branch)")?.description == request.head)
    }

    @Test func aBeadThatSomebodyClosedStaysClosed() throws {
        let worker = try Worker(ScratchRig())
        try worker.write("done\n")
        _ = try worker.worktree.commitAll("work")
        let bead = try #require(worker.seat.hook)
        try worker.rig.store.change { _ = try $0.close(bead, reason: "not wanted") }
        #expect(throws: DoneFault.closed(bead)) { try worker.done() }
        #expect(try worker.rig.store.ledger.read.requests().isEmpty)
        try worker.rig.store.change { _ = try worker.rig.seats.giveBack(bead, state: .idle, in: $0) }
        let left = try #require(try worker.rig.store.bead(bead))
        #expect(left.status == .closed && left.closeReason == "not wanted")
    }

    @Test func refusesWhatIsNotCommitted() throws {
        let worker = try Worker(ScratchRig())
        try worker.write("half")
        #expect(throws: DoneFault.uncommitted(["work.txt"])) { try worker.done() }
        #expect(try worker.rig.store.ledger.read.requests().isEmpty)
    }

    @Test func refusesABranchWithoutWork() throws {
        let worker = try Worker(ScratchRig())
        #expect(throws: DoneFault.noCommits(target: "main")) { try worker.done() }
    }

    @Test func refusesALostSession() throws {
        let worker = try Worker(ScratchRig())
        try worker.write("done\n")
        _ = try worker.worktree.commitAll("work")
        try worker.rig.store.change { _ = try worker.rig.seats.renew(worker.seat, in: $0) }
        #expect(throws: SeatFault.self) { try worker.done() }
        #expect(try worker.rig.remote.commit("refs/heads/\(worker.seat.branch ?? "")") == nil)
    }
}
