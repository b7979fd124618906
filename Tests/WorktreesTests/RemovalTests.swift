import Effects
import Git
import Host
import TestKit
import Testing
import Worktrees

@Suite(.scratch, .needs("git")) struct RemovalTests {
    private func seat() throws -> SeatFolder { try SeatFolder(#require(Scratch.current)) }

    @Test func aWorktreeWithNothingOfItsOwnNeedsNoSnapshot() throws {
        let seat = try seat()
        let receipt = try seat.worktrees.preserve(seat.path, seat.note)
        #expect(receipt.snapshot == nil)
        try seat.worktrees.remove(receipt)
        #expect(!Files.exists(seat.path))
        #expect(try seat.worktrees.list().isEmpty)
        #expect(try seat.worktrees.removeBranch(seat.branch, landedIn: "main"))
        #expect(try seat.repository.commit("refs/heads/\(seat.branch)") == nil)
    }

    @Test func aReceiptCountsForWhatWasSeenOnly() throws {
        let seat = try seat()
        let receipt = try seat.worktrees.preserve(seat.path, seat.note)
        try seat.scratch.write("late\n", to: "seat/late")
        #expect(throws: WorktreeFault.changedSince(seat.path)) { try seat.worktrees.remove(receipt) }
        #expect(throws: WorktreeFault.changedSince(seat.path)) {
            try seat.worktrees.reuse(receipt, at: seat.first, branch: nil)
        }
        #expect(try seat.scratch.read("seat/late") == "late\n")
    }

    @Test func anErrorMeansNotPreserved() throws {
        let seat = try seat()
        let elsewhere = try seat.scratch.folder("elsewhere")
        #expect(throws: WorktreeFault.noWorktree(elsewhere)) { try seat.worktrees.preserve(elsewhere, seat.note) }
        try seat.scratch.write("x\n", to: "seat/new")
        try Files.write("no index\n", to: "\(seat.git.ownFolder())/index")
        #expect(throws: GitFailure.self) { try seat.worktrees.preserve(seat.path, seat.note) }
        #expect(seat.scratch.exists("seat/new"))
        #expect(try seat.worktrees.list().isEmpty)
    }

    @Test(arguments: ["echo x > $name", "echo x > $name; git add $name; git commit -qm x; rm $name; echo y > $name"])
    func aNameThatIsNoTextIsRefused(_ script: String) throws {
        let seat = try seat()
        let call = ProcessCall(
            "sh",
            ["-ec", "name=$(printf 'caf\\351'); \(script)"],
            in: seat.path,
            environment: seat.effects.environment.merging(
                GitIdentity(name: "t", email: "t@example.invalid").environment
            ) { $1 }
        )
        #expect(try seat.effects.processes.run(call).status == 0)
        #expect(throws: WorktreeFault.self) { try seat.worktrees.preserve(seat.path, seat.note) }
    }

    @Test func submodulesAreRefused() throws {
        let seat = try seat()
        try seat.git.call([
            "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", seat.scratch.file("seed"), "sub",
        ])
        #expect(throws: WorktreeFault.submodules(seat.path, ["sub"])) {
            try seat.worktrees.preserve(seat.path, seat.note)
        }
    }

    /// A seat of a project with submodules worked once and never again.
    @Test func submodulesThatHoldNothingOfTheirOwnAreInNobodysWay() throws {
        let seat = try seat()
        let file = ["-c", "protocol.file.allow=always"]
        try seat.git.call(
            file + ["submodule", "--quiet", "add", "--name", "a/b", seat.scratch.file("remote.git"), "sub"]
        )
        let with = try #require(try seat.git.commitAll("with a submodule"))
        let receipt = try seat.worktrees.preserve(seat.path, seat.note)
        try seat.worktrees.reuse(receipt, at: with, branch: "next")
        #expect(try seat.git.status().isClean && Files.list(seat.path + "/sub").isEmpty)
        try seat.git.call(file + ["submodule", "--quiet", "update", "--init"])
        #expect(seat.scratch.exists("seat/sub/file.txt"))
        _ = try seat.worktrees.preserve(seat.path, seat.note)
        // A branch that only the submodule has, beside what is checked out.
        let inner = seat.repository.at(seat.path + "/sub")
        let tree = try inner.call(["rev-parse", "HEAD^{tree}"]).split(separator: "\n").joined()
        let mine = try inner.call(["commit-tree", tree, "-m", "mine"]).split(separator: "\n").joined()
        try inner.call(["branch", "side", mine])
        #expect(throws: WorktreeFault.submodules(seat.path, ["a/b"])) {
            try seat.worktrees.preserve(seat.path, seat.note)
        }
    }

    @Test func reuseLeavesACleanWorktreeAndASnapshot() throws {
        let seat = try seat()
        try seat.scratch.write("two\n", to: "seat/file.txt")
        try seat.scratch.write("x\n", to: "seat/new")
        let receipt = try seat.worktrees.preserve(seat.path, seat.note)
        try seat.worktrees.reuse(receipt, at: seat.first, branch: "polecat/toast/sh-2@0123456790")
        #expect(
            try seat.git.status() == GitStatus(head: seat.first, branch: "polecat/toast/sh-2@0123456790", entries: [])
        )
        let restored = try seat.worktrees.restore(
            #require(receipt.snapshot).id,
            to: seat.scratch.file("elsewhere")
        )
        #expect(restored.branch == seat.branch)
        #expect(try seat.scratch.read("elsewhere/new") == "x\n")
        #expect(try seat.scratch.read("elsewhere/file.txt") == "two\n")
    }

    @Test func aRestoreThatWasKilledOnTheWayIsDoneAgain() throws {
        let seat = try seat()
        try seat.scratch.write("x\n", to: "seat/new")
        let receipt = try seat.worktrees.preserve(seat.path, seat.note)
        let id = try #require(receipt.snapshot).id
        try seat.worktrees.remove(receipt)
        #expect(seat.scratch.files().filter { $0.contains(".gt-removed") }.isEmpty)
        let draft = seat.scratch.file(".gt-restoring-\(id)")
        try seat.repository.addWorktree(at: draft, seat.first)
        _ = try seat.worktrees.restore(id)
        #expect(try seat.scratch.read("seat/new") == "x\n")
        #expect(!Files.exists(draft))
        #expect(try seat.repository.worktrees().filter { !$0.isBare }.map(\.path) == [seat.path])
    }

    @Test func aFolderThatLostItsLinkIsNotTakenForAnotherRepository() throws {
        let seat = try seat()
        let outer = seat.repository.at(seat.scratch.path)
        try outer.call(["init", "--quiet", "--template="])
        try Files.remove("\(seat.path)/.git")
        #expect(throws: GitFailure.notARepository(path: seat.path)) {
            try seat.worktrees.preserve(seat.path, seat.note)
        }
    }

    @Test func restoringOverSomethingIsRefused() throws {
        let seat = try seat()
        try seat.scratch.write("x\n", to: "seat/new")
        let id = try #require(try seat.worktrees.preserve(seat.path, seat.note).snapshot).id
        #expect(throws: WorktreeFault.occupied(seat.path, snapshot: id)) { try seat.worktrees.restore(id) }
        #expect(throws: WorktreeFault.noSnapshot("nobody")) { try seat.worktrees.restore("nobody") }
    }

    @Test func theCheckTellsWhatWouldBeLost() throws {
        let seat = try seat()
        let clean = try seat.worktrees.state(of: seat.path, target: "main")
        #expect(clean.isEmpty)
        #expect(clean.isContained)
        #expect(clean.inWords.isEmpty)
        try seat.scratch.write("two\n", to: "seat/file.txt")
        try seat.git.call(["stash", "push", "--quiet"])
        try seat.scratch.write("three\n", to: "seat/file.txt")
        let mine = try #require(try seat.git.commitAll("mine\n"))
        try seat.scratch.write("four\n", to: "seat/file.txt")
        try seat.scratch.write("x\n", to: "seat/new")
        let state = try seat.worktrees.state(of: seat.path, target: "main")
        #expect(
            state.inWords == ["1 changed file", "1 untracked file", "1 commit that is not on the remote", "1 stash"]
        )
        #expect(!state.isContained)
        #expect(try seat.worktrees.unpreserved().map(\.name) == ["refs/heads/\(seat.branch)"])
        #expect(try !seat.worktrees.removeBranch(seat.branch, landedIn: "main"))
        // A landing keeps the originals, which is the proof.
        try seat.repository.update("\(Worktrees.landed)sh-mr-0123456789", to: mine)
        #expect(try seat.worktrees.state(of: seat.path, target: "main").isContained)
        #expect(try seat.worktrees.unpreserved().isEmpty)
        try seat.git.checkOut(mine, branch: seat.branch)
        try seat.git.detach()
        #expect(try seat.worktrees.removeBranch(seat.branch, landedIn: "main"))
    }
}
