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
        let again = try restored(place, from: backup)
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

    /// The repository that a backup holds.
    private func restored(_ place: ScratchTown, from backup: String) throws -> Git {
        let bundle = backup + "/shop/repository.bundle"
        try place.git(".").call(["clone", "--quiet", "--bare", "--mirror", bundle, place.scratch.file("again.git")])
        return place.git("again.git")
    }

    private func reasons(_ place: ScratchTown, _ rig: RigLayout) throws -> [String] {
        let problem = #expect(throws: RigFault.self) { try remover(place).remove(rig.name, backup: nil) }
        guard case .holdsWork(_, let reasons)? = problem else {
            Issue.record("\(String(describing: problem))")
            return []
        }
        #expect(Files.exists(rig.root) && Files.exists(rig.ledger))
        return reasons
    }

    @Test func whatGitDoesNotShowCountsToo() throws {
        let (place, rig, _) = try makeRig()
        let mayor = place.git(rig.mayorWorktree)
        try mayor.call(["update-index", "--assume-unchanged", "README"])
        try Files.write("edited behind git's back\n", to: rig.mayorWorktree + "/README")
        try Files.makeFolders(rig.repository + "/info")
        try Files.write(".env\n", to: rig.repository + "/info/exclude")
        try Files.write("SECRET=1\n", to: rig.mayorWorktree + "/.env")
        try Files.write("SECRET of a gate\n", to: rig.refineryWorktree + "/.env")
        #expect(
            try reasons(place, rig) == ["\(rig.mayorWorktree): 2 files that git does not show (.env, README)"]
        )
        let backup = place.scratch.file("backup")
        try remover(place).remove(rig.name, backup: backup)
        try expectGone(place, rig)
        let again = try restored(place, from: backup)
        var kept = ""
        for snapshot in try again.references(below: "refs/gt/snapshots/") {
            kept += try again.call(["grep", "-h", "-e", "behind", "-e", "SECRET", snapshot.name, "--", "kept"])
        }
        #expect(kept.contains("edited behind git's back") && kept.contains("SECRET=1"))
    }

    @Test func whatABackupDoesNotHoldIsTold() throws {
        let (place, rig, _) = try makeRig()
        try Files.makeFolders(rig.repository + "/info")
        try Files.write("build/\n", to: rig.repository + "/info/exclude")
        try Files.makeFolders(rig.mayorWorktree + "/build")
        try Files.write([UInt8](repeating: 0, count: 5_000_000), to: rig.mayorWorktree + "/build/big")
        let big = "\(rig.mayorWorktree)/build/ (ignored, 5000000 bytes)"
        #expect(
            try reasons(place, rig) == [
                "\(rig.mayorWorktree): 1 file that git does not show (build/ (ignored, 5000000 bytes))"
            ]
        )
        let leftOut = try remover(place).remove(rig.name, backup: place.scratch.file("backup"))
        #expect(leftOut == [big])
        try expectGone(place, rig)
    }

    @Test func aBackupThatFailsIsTakenBackAndTheRigStays() throws {
        let (place, rig, _) = try makeRig()
        try place.task("sh-1")
        try place.scratch.write("private", to: "town/shop/crew/ann/notes")
        var effects = place.effects
        let real = effects.processes
        effects.processes = ProcessRunner { call throws(ProcessFailure) in
            if call.program == "cp" { throw .cannotStart(program: "cp", reason: "no space") }
            return try real.run(call)
        }
        let backup = place.scratch.file("backup")
        #expect(throws: ProcessFailure.self) { try remover(place, effects).remove(rig.name, backup: backup) }
        #expect(!Files.exists(backup))
        #expect(Files.exists(rig.ledger))
        #expect(try PendingRig.all(in: place.town).isEmpty)
        try remover(place).remove(rig.name, backup: backup)
        try expectGone(place, rig)
    }

    @Test func whatPeopleKeepInTheRigIsTheirs() throws {
        let (place, rig, _) = try makeRig()
        try place.scratch.write("a day's work\n", to: "town/shop/crew/ann/notes")
        #expect(try reasons(place, rig) == ["\(rig.crew)/ann belongs to a person"])
        let backup = place.scratch.file("backup")
        try remover(place).remove(rig.name, backup: backup)
        try expectGone(place, rig)
        #expect(try Files.text(at: backup + "/shop/crew/ann/notes") == "a day's work\n")
    }

    @Test func theRemoteIsAskedWhatItHas() throws {
        let (place, rig, remote) = try makeRig()
        try place.git("remote-seed").call(["push", "--quiet", remote, "HEAD:refs/heads/side"])
        let seed = place.git("remote-seed")
        try Files.write("more\n", to: place.scratch.file("remote-seed/more"))
        _ = try seed.commitAll("second")
        try seed.call(["push", "--quiet", remote, "HEAD:refs/heads/side"])
        let repository = place.git(rig.repository)
        try repository.fetch()
        try repository.call(["branch", "work", "refs/remotes/origin/side"])
        try place.git(remote).call(["branch", "-D", "side"])
        #expect(try reasons(place, rig) == ["refs/heads/work has commits that are not on the remote"])
        try repository.call(["branch", "-D", "work"])
        try Files.rename(remote, to: remote + ".away")
        #expect(try reasons(place, rig) == ["\(remote) does not answer, so that nobody knows what it has"])
        try remover(place).remove(rig.name, backup: place.scratch.file("backup"))
        try expectGone(place, rig)
    }

    @Test func tagsAndOtherReferencesCountAsBranchesDo() throws {
        let (place, rig, remote) = try makeRig()
        let seed = place.git("remote-seed")
        // On the remote, and there on no branch.
        try Files.write("old\n", to: place.scratch.file("remote-seed/old"))
        _ = try seed.commitAll("an old release")
        try seed.call(["tag", "-a", "-m", "released", "v1"])
        try seed.call(["push", "--quiet", remote, "refs/tags/v1"])
        let repository = place.git(rig.repository)
        try repository.call(["fetch", "--quiet", remote, "refs/tags/v1:refs/tags/v1"])
        let mayor = place.git(rig.mayorWorktree)
        let head = try #require(try mayor.commit("HEAD"))
        // A name for what the remote has.
        try mayor.call(["tag", "here"])
        #expect(try remover(place).work(in: rig.name, askingRemote: true).isEmpty)
        try mayor.call(["tag", "-a", "-m", "words of a person", "said"])
        try Files.write("new\n", to: rig.mayorWorktree + "/new")
        let commit = try #require(try mayor.commitAll("only here"))
        try mayor.call(["tag", "kept"])
        try mayor.call(["notes", "add", "-m", "a note", head.description])
        try mayor.call(["reset", "--quiet", "--hard", head.description])
        #expect(
            try reasons(place, rig) == [
                "refs/notes/commits has commits that are not on the remote", "refs/tags/kept is not on the remote",
                "refs/tags/said is not on the remote",
            ]
        )
        let backup = place.scratch.file("backup")
        try remover(place).remove(rig.name, backup: backup)
        try expectGone(place, rig)
        #expect(try restored(place, from: backup).commit("refs/tags/kept") == commit)
    }

    /// Whoever resets or amends throws away; that holds no rig, but a backup names it.
    @Test func whatWasResetAwayIsInTheBackup() throws {
        let (place, rig, _) = try makeRig()
        let mayor = place.git(rig.mayorWorktree)
        let head = try #require(try mayor.commit("HEAD"))
        try Files.write("new\n", to: rig.mayorWorktree + "/new")
        let commit = try #require(try mayor.commitAll("thrown away"))
        try mayor.call(["reset", "--quiet", "--hard", head.description])
        #expect(try remover(place).work(in: rig.name, askingRemote: true).isEmpty)
        let backup = place.scratch.file("backup")
        try remover(place).remove(rig.name, backup: backup)
        try expectGone(place, rig)
        let again = try restored(place, from: backup)
        #expect(try again.commit("refs/gt/thrown-away/\(commit)") == commit)
    }

    @Test func nobodyWritesBetweenTheCopyAndTheEnd() throws {
        let (place, rig, _) = try makeRig()
        try place.task("sh-1")
        // Two who have the ledger open already, and give up soon.
        let writers = try (0..<2).map { _ in
            let finder = StoreFinder(folder: place.town.root, environment: place.effects.environment)
            let stores = Stores(finder: finder, effects: place.effects, actor: "late", patience: .milliseconds(20))
            return try stores.rig(rig.name, .writing)
        }
        var results: [String] = []
        func write(_ writer: Ledger, _ id: String) {
            do {
                try writer.transaction(as: place.actor, place.effects.makeOperation(), message: "late") {
                    try $0.insert(Bead(id: BeadID(trusted: id), title: "late", at: $0.time))
                }
                results.append("written")
            } catch {
                results.append("refused")
            }
        }
        let moments = Moments { step in
            if step == Step("rig remove", 2) { write(writers[0], "sh-2") }
            if step == Step("rig remove", 3) { write(writers[0], "sh-3") }
            if step == Step("rig remove", 4) { writers.forEach { write($0, "sh-4") } }
            if step == Step("rig remove", 5) { write(writers[1], "sh-5") }
        }
        var effects = place.effects
        effects.steps = Steps { moments.pass($0) }
        let backup = place.scratch.file("backup")
        try remover(place, effects).remove(rig.name, backup: backup)
        #expect(results == ["written", "refused", "refused", "refused", "refused"])
        let kept = try Ledger(at: backup + "/shop/ledger.db", .reading, effects: place.effects).read
        #expect(try kept.bead(BeadID(trusted: "sh-2")) != nil)
    }

    /// The only other way on would be to add it to its end.
    @Test(arguments: 2...9)
    func aRigWhoseAddingWasKilledCanBeTakenAway(step: Int) async throws {
        let place = try ScratchTown()
        let remote = try place.makeRemote()
        let before = try treeOf(place.town.root).filter { !$0.contains("/daemon") }
        await #expect(processExitsWith: .failure) {
            [
                root = place.town.root as String, remote = remote as String, step = step as Int,
                environment = place.effects.environment as [String: String]
            ] in
            try addShop(to: TownLayout(root: root), from: remote, killedBehind: step, environment)
        }
        let rig = place.town.rig(try #require(RigName("shop")))
        if step < 8 {
            #expect(throws: Problem.self) { try remover(place).remove(rig.name, backup: place.scratch.file("backup")) }
            try place.scratch.write("notes\n", to: "town/shop/crew/ann/notes")
            #expect(throws: Problem.self) { try remover(place).remove(rig.name, backup: nil) }
            try Files.removeTree(rig.crew + "/ann")
        }
        try remover(place).remove(rig.name, backup: nil)
        try expectGone(place, rig)
        let pending = place.town.pending
        #expect(try !Files.exists(pending) || Files.list(pending).isEmpty)
        #expect(try treeOf(place.town.root).filter { !$0.contains("/daemon") } == before)
        #expect(throws: RigFault.unknown(rig.name)) { try remover(place).remove(rig.name, backup: nil) }
    }

    @Test(arguments: 1...5)
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
            // Step 3 is only made with a backup.
            kill(getpid(), SIGKILL)
        }
        let remover = try remover(place)
        // Before step 4 nothing is decided: the rig stays as it was.
        for note in try PendingRig.all(in: place.town) { #expect(try remover.resume(note) == (step > 3)) }
        #expect(try PendingRig.all(in: place.town).isEmpty)
        #expect(Files.exists(rig.ledger) == (step < 3))
        if try !RigRegistry.read(place.town).entries.isEmpty { try remover.remove(rig.name, backup: nil) }
        try expectGone(place, rig)
    }
}

/// Calls what a test does at numbered steps; steps are made by one thread, the test's own.
private final class Moments: @unchecked Sendable {
    let pass: (Step) -> Void
    init(_ pass: @escaping (Step) -> Void) { self.pass = pass }
}
