import Effects
import Git
import Host
import Layout
import Ledger
import Rigs
import Settings
import Stores
import TestKit
import Testing
import TownKit
import Vocabulary

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite(.scratch, .needs("git")) struct RigAdderTests {
    private func add(
        _ request: RigRequest,
        to place: ScratchTown,
        from folder: String? = nil
    ) throws -> RigIdentity {
        try RigAdder(town: place.town, effects: place.effects, by: place.actor)
            .add(request, from: folder ?? place.scratch.path)
    }

    @Test func makesTheLayoutOfTheSeedsAndNamesTheRigLast() throws {
        let place = try ScratchTown()
        let remote = try place.makeRemote()
        let identity = try add(RigRequest(name: "shop", remote: "remote.git"), to: place)
        let rig = place.town.rig(try #require(RigName("shop")))
        #expect(identity == (try RigIdentity.required(rig)))
        #expect(identity.remote == remote && identity.defaultBranch == "trunk" && identity.prefix.description == "sh")
        for worktree in [rig.mayorWorktree, rig.refineryWorktree] {
            #expect(try Files.text(at: worktree + "/README") == "hello\n")
            let status = try place.git(worktree).status()
            #expect(status.isClean && status.branch == nil)
        }
        #expect(
            try Files.list(rig.root)
                == [
                    ".beads", ".repo.git", "config.json", "crew", "mayor", "polecats", "refinery", "settings",
                    "witness",
                ]
        )
        let entry = try #require(try RigRegistry.read(place.town)[rig.name])
        #expect(entry.remote == remote && entry.prefix == identity.prefix)
        #expect(try Routes.read(place.town.beads)[identity.prefix]?.path == "shop")
        let stores = place.stores(in: "shop/refinery/rig")
        #expect(try stores.here().database == "shop")
        #expect(try stores.ledger().read.agents(role: "refinery").map(\.id.description) == ["sh-shop-refinery"])
        #expect(try stores.ledger().read.bead(BeadID(trusted: "sh-rig-shop")) != nil)
        #expect(try Files.list(place.town.pending).isEmpty)
    }

    @Test func objectsOfALocalRepositoryAreLinkedAndItStaysAsItWas() throws {
        let place = try ScratchTown()
        let remote = try place.makeRemote("remote", ["big": String(repeating: "0123456789", count: 100_000)])
        func state() throws -> [String] {
            try treeOf(remote).map {
                "\($0) \(try Files.facts(of: $0)?.kind == .file ? Files.text(at: $0).hashValue : 0)"
            }
        }
        let before = try state()
        _ = try add(RigRequest(name: "shop", remote: remote), to: place)
        #expect(try state() == before)
        let objects = try treeOf(remote + "/objects").filter { Files.facts(of: $0)?.kind == .file }
        #expect(objects.contains { links($0) > 1 })
    }

    @Test func whatCannotBeAddedLeavesNoTrace() throws {
        let place = try ScratchTown()
        let remote = try place.makeRemote()
        let checkout = place.scratch.file("remote-seed")
        let empty = try place.scratch.folder("empty.git")
        try place.git(empty).call(["init", "--quiet", "--bare", "--template="])
        let foreign = try place.scratch.folder("foreign.git")
        try place.git(foreign).call(["init", "--quiet", "--bare", "--template=", "--object-format=sha256"])
        let tree = try place.git(foreign).storeTree([])
        let commit = try place.git(foreign).makeCommit(tree: tree, parents: [], message: "first")
        try place.git(foreign).call(["update-ref", "refs/heads/trunk", commit.description])
        _ = try add(RigRequest(name: "taken", prefix: "tk", remote: remote), to: place)
        try place.scratch.write("mine", to: "town/mine/file")
        let before = try treeOf(place.town.root)
        let taken = try #require(RigName("taken"))
        func refused(_ fault: RigFault, _ request: () throws -> RigRequest) {
            #expect(throws: fault) { try add(request(), to: place) }
        }
        refused(.notBare(path: checkout)) { try RigRequest(name: "shop", remote: checkout) }
        refused(.emptyRemote(empty)) { try RigRequest(name: "shop", remote: empty) }
        let real = try Files.realPath(foreign)
        refused(.foreignObjects("sha256", remote: real)) {
            try RigRequest(name: "shop", remote: foreign, branch: "trunk")
        }
        refused(.noRemote(path: "/no/such")) { try RigRequest(name: "shop", remote: "file:///no/such") }
        refused(.noRemote(path: place.scratch.file("home"))) { try RigRequest(name: "shop", remote: "home") }
        refused(.noBranch("main", remote: remote)) { try RigRequest(name: "shop", remote: remote, branch: "main") }
        refused(.holdsPassword) { try RigRequest(name: "shop", remote: "https://a:b@host/x.git") }
        refused(.badRemote("ext::sh -c x")) { try RigRequest(name: "shop", remote: "ext::sh -c x") }
        refused(.badRemote("-x:y")) { try RigRequest(name: "shop", remote: "-x:y") }
        refused(.folderTaken(path: place.town.root + "/mine")) { try RigRequest(name: "mine", remote: remote) }
        refused(.alreadyThere(taken)) { try RigRequest(name: "taken", remote: remote) }
        let prefix = try #require(Prefix("tk"))
        refused(.prefixTaken(prefix, by: "the rig taken", isDerived: false)) {
            try RigRequest(name: "shop", prefix: "tk", remote: remote)
        }
        refused(.prefixTaken(prefix, by: "the rig taken", isDerived: true)) {
            try RigRequest(name: "tk", remote: remote)
        }
        #expect(throws: GitFailure.self) {
            try add(RigRequest(name: "shop", remote: "https://127.0.0.1:1/x.git"), to: place)
        }
        #expect(
            try treeOf(place.town.root).filter { !$0.hasSuffix(".lock") } == before.filter { !$0.hasSuffix(".lock") }
        )
    }

    /// The process ends at each kill point; the same call again comes to the same end.
    @Test(arguments: 1...9)
    func aKilledCallIsCompletedByTheNext(step: Int) async throws {
        let place = try ScratchTown()
        let remote = try place.makeRemote()
        await #expect(processExitsWith: .failure) {
            [
                root = place.town.root as String, remote = remote as String, step = step as Int,
                environment = place.effects.environment as [String: String]
            ] in
            try addShop(to: TownLayout(root: root), from: remote, killedBehind: step, environment)
        }
        let notes = try PendingRig.all(in: place.town)
        #expect(notes.count == (step < 9 ? 1 : 0))
        if step == 9 {
            #expect(throws: RigFault.self) { try add(RigRequest(name: "shop", remote: remote), to: place) }
        } else {
            _ = try add(RigRequest(name: "shop", remote: remote), to: place)
        }
        try expectWhole(place)
    }

    /// Kills at moments that no step knows, with git's children left alive.
    @Test(arguments: [3, 8, 15, 25, 40, 60, 90, 130])
    func aCallKilledAtAnyMomentIsCompletedByTheDaemonsWay(milliseconds: Int) async throws {
        let place = try ScratchTown()
        var files: [String: String] = [:]
        for number in 0..<200 { files["folder\(number % 10)/file\(number)"] = "\(number)\n" }
        let remote = try place.makeRemote("remote", files)
        await #expect(processExitsWith: .failure) {
            [
                root = place.town.root as String, remote = remote as String, milliseconds = milliseconds as Int,
                environment = place.effects.environment as [String: String]
            ] in
            // SIGALRM is not caught: the process ends in the middle of whatever it does.
            ualarm(numericCast(milliseconds * 1000), 0)
            _ = try RigAdder(
                town: TownLayout(root: root),
                effects: .live(environment: environment),
                by: Actor("killed")
            )
            .add(RigRequest(name: "shop", remote: remote), from: "/")
            while true { pause() }
        }
        let adder = RigAdder(town: place.town, effects: place.effects, by: place.actor)
        // The lock is free once the orphans have ended.
        do { _ = try FileLock.hold(place.town.lock("rig-shop"), limit: .seconds(20)) }
        for note in try PendingRig.all(in: place.town) { _ = try adder.resume(note) }
        if try RigRegistry.read(place.town).entries.isEmpty {
            #expect(!Files.exists(place.town.root + "/shop"))
            _ = try adder.add(RigRequest(name: "shop", remote: remote), from: "/")
        }
        try expectWhole(place)
    }

    private func expectWhole(_ place: ScratchTown) throws {
        let rig = place.town.rig(try #require(RigName("shop")))
        #expect(try RigRegistry.read(place.town).entries.map(\.name) == [rig.name])
        #expect(try PendingRig.all(in: place.town).isEmpty)
        #expect(try place.git(rig.repository).worktrees().count == 3)
        for worktree in [rig.mayorWorktree, rig.refineryWorktree] {
            #expect(try place.git(worktree).status().isClean)
        }
        #expect(try place.stores(in: "shop").ledger().read.agents(role: "refinery").count == 1)
        #expect(try Files.list(rig.root).allSatisfy { !$0.contains("draft") })
    }

    @Test(arguments: ["", "bad-name", "a.b", "a/b", "hq", "mayor", "9a", "ä"])
    func badNamesAreRefused(name: String) {
        #expect(throws: RigFault.badName(name)) { try RigRequest(name: name, remote: "x") }
    }

    @Test func aFittingNameIsProposed() {
        #expect(RigFault.badName("bad-name").problem.hints == ["\"bad_name\" can."])
        #expect(RigFault.badName("hq").problem.hints == [])
    }

    @Test(arguments: ["a-b", "", "-", "1a", "hq", "abcdefghijklmnopqrstu"])
    func badPrefixesAreRefused(prefix: String) {
        #expect(throws: RigFault.self) { try RigRequest(name: "shop", prefix: prefix, remote: "x") }
    }

    private func links(_ path: String) -> Int {
        var record = stat()
        return stat(path, &record) == 0 ? Int(record.st_nlink) : 0
    }
}

/// All paths below a folder, sorted.
func treeOf(_ folder: String) throws -> [String] {
    try Files.list(folder).flatMap { name -> [String] in
        let path = "\(folder)/\(name)"
        return Files.facts(of: path)?.kind == .folder ? [path] + (try treeOf(path)) : [path]
    }
}
