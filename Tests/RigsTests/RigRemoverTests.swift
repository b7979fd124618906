import Effects
import Git
import Host
import Layout
import Ledger
import Rigs
import Settings
import Stores
import Supervised
import TestKit
import Testing
import TownKit
import Vocabulary

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite(.scratch, .needs("git"), .needs("tmux")) struct RigRemoverTests {
    /// A town with the rig `shop`, and the path of its remote.
    private func makeRig() throws -> (place: ScratchTown, rig: RigLayout, remote: String) {
        let place = try ScratchTown()
        let remote = try place.makeRemote()
        _ = try RigAdder(town: place.town, effects: place.effects, by: place.actor)
            .add(RigRequest(name: "shop", remote: remote), from: "/")
        return (place, place.town.rig(try #require(RigName("shop"))), remote)
    }

    private func remover(_ place: ScratchTown, _ effects: Effects? = nil) throws -> RigRemover {
        let stores = place.stores()
        return RigRemover(
            stores: stores,
            sessions: place.sessions,
            supervision: try place.supervision(stores),
            effects: effects ?? place.effects
        )
    }

    private func expectGone(_ place: ScratchTown, _ rig: RigLayout) throws {
        #expect(try RigRegistry.read(place.town).entries.isEmpty)
        #expect(try Routes.read(place.town.beads).all.map(\.prefix.description) == ["hq", "hq-cv"])
        #expect(!Files.exists(rig.root))
        #expect(!Files.exists(place.town.ledgers + "/shop"))
        #expect(try PendingRig.all(in: place.town).isEmpty)
    }

    @Test func leavesNothingBehindAndTheRepositoryAsItWas() throws {
        let (place, rig, remote) = try makeRig()
        let before = try treeOf(remote)
        try remover(place).remove(rig.name, backup: nil)
        try expectGone(place, rig)
        #expect(try treeOf(remote) == before)
        #expect(throws: RigFault.unknown(rig.name)) { try remover(place).remove(rig.name, backup: nil) }
        // The name and the prefix are free again.
        _ = try RigAdder(town: place.town, effects: place.effects, by: place.actor)
            .add(RigRequest(name: "shop", remote: remote), from: "/")
    }

    @Test func refusesWhileWorkIsNowhereElse() throws {
        let (place, rig, _) = try makeRig()
        try place.task("sh-1")
        let git = place.git(rig.refineryWorktree)
        try Files.write("new\n", to: rig.refineryWorktree + "/new")
        _ = try git.commitAll("only here")
        try Files.write("untracked\n", to: rig.mayorWorktree + "/other")
        let problem = #expect(throws: RigFault.self) { try remover(place).remove(rig.name, backup: nil) }
        guard case .holdsWork(_, let reasons)? = problem else {
            Issue.record("\(String(describing: problem))")
            return
        }
        #expect(reasons.contains("1 bead that is not closed"))
        #expect(reasons.contains("\(rig.refineryWorktree) has commits that are not on the remote"))
        #expect(reasons.contains("\(rig.mayorWorktree): 1 untracked file"))
        #expect(Files.exists(rig.root) && Files.exists(rig.ledger))
    }

    @Test func withABackupAllOfItIsKeptFirst() throws {
        let (place, rig, _) = try makeRig()
        try place.task("sh-1")
        try Files.write("new\n", to: rig.refineryWorktree + "/new")
        let commit = try #require(try place.git(rig.refineryWorktree).commitAll("only here"))
        try Files.write("untracked\n", to: rig.mayorWorktree + "/other")
        let backup = place.scratch.file("backup")
        try remover(place).remove(rig.name, backup: backup)
        try expectGone(place, rig)
        let bundle = backup + "/shop/repository.bundle"
        try place.git(".").call(["clone", "--quiet", "--bare", "--mirror", bundle, place.scratch.file("again.git")])
        let again = place.git("again.git")
        #expect(try again.isAncestor(commit, of: commit))
        #expect(try again.references(below: "refs/gt/snapshots/").count == 2)
        let ledger = try Ledger(at: backup + "/shop/ledger.db", .reading, effects: place.effects)
        #expect(try ledger.read.bead(BeadID(trusted: "sh-1"))?.title == "Task sh-1")
        _ = try RigAdder(town: place.town, effects: place.effects, by: place.actor)
            .add(RigRequest(name: "shop", remote: place.scratch.file("remote.git")), from: "/")
        #expect(throws: Problem.self) { try remover(place).remove(rig.name, backup: backup) }
        #expect(Files.exists(rig.root))
    }

    @Test func aStashCountsWhoeverMadeIt() throws {
        let (place, rig, _) = try makeRig()
        let mayor = place.git(rig.mayorWorktree)
        try Files.write("kept aside\n", to: rig.mayorWorktree + "/aside")
        try mayor.call(["stash", "push", "--quiet", "--include-untracked"])
        try mayor.call(["checkout", "--quiet", "--detach"])
        let problem = #expect(throws: RigFault.self) { try remover(place).remove(rig.name, backup: nil) }
        guard case .holdsWork(_, let reasons)? = problem else {
            Issue.record("\(String(describing: problem))")
            return
        }
        #expect(reasons.first == "1 stash")
        let backup = place.scratch.file("backup")
        try remover(place).remove(rig.name, backup: backup)
        let heads = try place.git(".").call(["bundle", "list-heads", backup + "/shop/repository.bundle"])
        #expect(heads.contains("refs/gt/stashes/0"))
    }

    @Test func refusesWhileSomebodyHasWork() throws {
        let (place, rig, _) = try makeRig()
        let bead = try place.task("sh-1")
        _ = try place.sling(bead, incarnation: place.effects.makeIncarnation())
        let backup = place.scratch.file("backup")
        for backup in [nil, backup] {
            let problem = #expect(throws: RigFault.self) { try remover(place).remove(rig.name, backup: backup) }
            guard case .isWorking? = problem else {
                Issue.record("\(String(describing: problem))")
                continue
            }
        }
        #expect(!Files.exists(backup))
    }

    @Test(arguments: 1...4)
    func aKilledRemovalIsCompleted(step: Int) async throws {
        let (place, rig, _) = try makeRig()
        await #expect(processExitsWith: .failure) {
            [
                root = place.town.root as String, step = step as Int,
                environment = place.effects.environment as [String: String], socket = place.socket as String
            ] in
            var effects = Effects.live(environment: environment)
            effects.steps = Steps { if $0 == Step("rig remove", step) { kill(getpid(), SIGKILL) } }
            try removeShop(of: TownLayout(root: root), socket: socket, effects: effects)
            // Step 2 is only made with a backup.
            kill(getpid(), SIGKILL)
        }
        let remover = try remover(place)
        for note in try PendingRig.all(in: place.town) { #expect(try remover.resume(note)) }
        if try !RigRegistry.read(place.town).entries.isEmpty { try remover.remove(rig.name, backup: nil) }
        try expectGone(place, rig)
    }
}
