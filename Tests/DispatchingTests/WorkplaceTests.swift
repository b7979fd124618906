import Dispatching
import Effects
import Git
import Ledger
import LedgerKit
import Polecats
import TestKit
import Testing
import TownKit
import Vocabulary
import Worktrees

@Suite(.scratch, .needs("git")) struct WorkplaceTests {
    /// A worker's seat with work on its hook, in a rig of its own.
    private func seat(_ rig: ScratchRig, _ bead: String = "sh-1") throws -> AgentRecord {
        let id = try rig.store.task(bead)
        let incarnation = rig.effects.makeIncarnation()
        try rig.store.change {
            _ = try rig.seats.take(
                id,
                agent: "shell",
                incarnation: incarnation,
                isForced: false,
                in: $0,
                isUsable: { _ in true }
            )
        }
        return try #require(try rig.store.ledger.read.agent(holding: id))
    }

    private func workplace(_ rig: ScratchRig) -> Workplace {
        Workplace(
            rig: rig.rig,
            repository: rig.repository,
            worktrees: Worktrees(rig.repository, effects: rig.effects)
        )
    }

    private func start(_ rig: ScratchRig) throws -> GitHash {
        try #require(try rig.repository.commit("refs/remotes/origin/main"))
    }

    @Test func makesTheWorktreeOnItsBranchAndTwiceIsTheSame() throws {
        let rig = try ScratchRig()
        let seat = try seat(rig)
        let workplace = workplace(rig)
        for _ in 1...2 {
            try workplace.prepare(seat, at: try start(rig))
            let worktree = try #require(try rig.repository.worktree(at: seat.worktree ?? ""))
            #expect(worktree.branch == seat.branch)
            #expect(worktree.head == (try start(rig)))
        }
    }

    @Test func completesWhatAKilledGitLeft() throws {
        let rig = try ScratchRig()
        let seat = try seat(rig)
        let workplace = workplace(rig)
        try workplace.prepare(seat, at: try start(rig))
        // As after a kill inside the checkout: the lock stays, the files do not.
        let path = try #require(seat.worktree)
        let own = try rig.repository.at(path).ownFolder()
        try rig.scratch.write("", to: String(own.dropFirst(rig.scratch.path.count + 1)) + "/index.lock")
        try rig.scratch.write("torn", to: String(path.dropFirst(rig.scratch.path.count + 1)) + "/file.txt")
        try workplace.prepare(seat, at: try start(rig))
        #expect(try rig.repository.at(path).status().isClean)
    }

    @Test func preservesWhatAnEarlierOccupationLeft() throws {
        let rig = try ScratchRig()
        let first = try seat(rig)
        let workplace = workplace(rig)
        try workplace.prepare(first, at: try start(rig))
        let path = try #require(first.worktree)
        try rig.scratch.write("unfinished", to: String(path.dropFirst(rig.scratch.path.count + 1)) + "/draft.txt")
        try rig.store.change { _ = try rig.seats.giveBack(BeadID(trusted: "sh-1"), state: .idle, in: $0) }
        let second = try seat(rig, "sh-2")
        #expect(second.worktree == first.worktree)
        try workplace.prepare(second, at: try start(rig))
        let kept = try Worktrees(rig.repository, effects: rig.effects).list()
        #expect(kept.map(\.note.reason) == ["the seat is taken again"])
        #expect(try rig.repository.worktree(at: second.worktree ?? "")?.branch == second.branch)
    }

    @Test func refusesAFolderThatIsNoWorktree() throws {
        let rig = try ScratchRig()
        let seat = try seat(rig)
        let path = try #require(seat.worktree)
        try rig.scratch.write("mine", to: String(path.dropFirst(rig.scratch.path.count + 1)) + "/note")
        let workplace = workplace(rig)
        #expect(throws: Problem.self) { try workplace.prepare(seat, at: try start(rig)) }
        #expect(rig.scratch.exists(String(path.dropFirst(rig.scratch.path.count + 1)) + "/note"))
    }
}
