import Convoys
import Effects
import Git
import Host
import Layout
import Ledger
import Patrols
import Rigs
import Settings
import Stores
import TestKit
import Testing
import TownKit
import Vocabulary
import Worktrees

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite(.scratch, .needs("git")) struct PatrolTests {
    private func patrol(
        _ place: ScratchTown,
        host: RecordingHost,
        _ deliveries: Deliveries = Deliveries(),
        at folder: String = "",
        age: @escaping () -> Duration = Patrol.timeFromNow()
    ) -> Patrol {
        Patrol(
            stores: place.stores(in: folder),
            sessions: place.sessions(on: host),
            deliveries: deliveries,
            effects: place.effects,
            age: age
        )
    }

    @Test func aTownThatIsDownIsLeftAlone() throws {
        let place = try ScratchTown()
        try place.makeRig()
        try place.change("hq") { try $0.markTown(stopped: true) }
        let host = RecordingHost()
        let round = patrol(place, host: host).run()
        #expect(round.isStopped && round.notes.isEmpty)
        #expect(host.orders.isEmpty)
    }

    @Test func aRefineryThatIsNotThereIsStartedOnce() throws {
        let place = try ScratchTown()
        try place.makeRig()
        let host = RecordingHost()
        let patrol = patrol(place, host: host)
        #expect(patrol.run().notes == ["shop/refinery: started"])
        #expect(patrol.run().notes == [])
        #expect(host.orders.map(\.name) == ["sh-refinery"])
        // What dies again at once is not started again at once.
        try host.end("sh-refinery")
        #expect(patrol.run().notes == [])
        #expect(host.orders.count == 1)
    }

    @Test func aRefineryThatWasStoppedByHandStaysSo() throws {
        let place = try ScratchTown()
        try place.makeRig()
        let name = try #require(RigName("shop"))
        let host = RecordingHost()
        #expect(try place.stores().markRefinery(of: name, stopped: true, effects: place.effects) == nil)
        #expect(patrol(place, host: host).run().notes == [])
        #expect(host.orders.isEmpty)
        #expect(try place.stores().markRefinery(of: name, stopped: false, effects: place.effects) != nil)
        #expect(patrol(place, host: host).run().notes == ["shop/refinery: started"])
    }

    @Test func whatKeepsDyingIsToldToTheOverseerOnce() throws {
        let place = try ScratchTown()
        try place.makeRig()
        let host = RecordingHost()
        var age = Duration.zero
        let patrol = patrol(place, host: host) { age }
        var notes: [String] = []
        for _ in 0..<80 {
            notes += patrol.run().notes
            if host.orders.count > 0 { try? host.end("sh-refinery") }
            age += .seconds(5)
        }
        #expect(
            notes.prefix(5) == ["shop/refinery: started", "shop/refinery: started", "shop/refinery: started"]
                + ["shop/refinery: keeps dying, the overseer was told", "shop/refinery: started"]
        )
        let mail = try place.stores(in: "").hq().read.messages(to: .overseer, .unread)
        #expect(mail.count == 1)
    }

    @Test func whileUpOrDownIsAtItSessionsAreTheirs() throws {
        let place = try ScratchTown()
        try place.makeRig()
        let host = RecordingHost()
        let lock = try FileLock.attempt(place.town.lock("services"))
        #expect(lock != nil)
        #expect(patrol(place, host: host).run().notes == [])
        #expect(host.orders.isEmpty)
        withExtendedLifetime(lock) {}
    }

    @Test func rowsThatWaitAreDeliveredAndAFailureIsToldOnce() throws {
        let place = try ScratchTown()
        try place.makeRig()
        try place.change("shop") { transaction in
            try transaction.post("note", to: "hq", "{}")
            try transaction.post("unknown", to: "hq", "{}")
        }
        var deliveries = Deliveries()
        deliveries.register("note") { _, transaction in try transaction.setConfig("test.noted", "yes") }
        let host = RecordingHost()
        let patrol = patrol(place, host: host, deliveries)
        let notes = patrol.run().notes
        #expect(notes.contains("shop: delivered 1 outbox rows"))
        #expect(notes.contains { $0.contains("nobody delivers outbox rows of the kind unknown") })
        #expect(patrol.run().notes == [])
        #expect(try place.stores().hq().read.config("test.noted") == "yes")
        #expect(try place.stores().database("shop").read.outbox().map(\.kind) == ["unknown"])
    }

    @Test func convoysFollowWhatSomebodyClosesAndReopens() throws {
        let place = try ScratchTown()
        try place.makeRig()
        let bead = try place.task("sh-a")
        var id = BeadID(trusted: "hq-cv-none")
        try place.change("hq") { transaction in
            id = try ConvoyChanges(in: transaction, members: MemberSource(place.stores()))
                .create("Batch", tracking: [bead])
        }
        var age = Duration.zero
        let patrol = patrol(place, host: RecordingHost()) { age }
        _ = patrol.run()
        try place.change("shop") { try $0.close(bead) }
        #expect(patrol.run().notes == ["\(id): complete, closed"])
        try place.change("shop") { try $0.update(bead) { $0.status = .open } }
        age += .seconds(601)
        #expect(patrol.run().notes == ["\(id): something was reopened, open again"])
        try place.change("shop") { try $0.close(bead) }
        #expect(patrol.run().notes == ["\(id): complete, closed"])
    }

    @Test func aRigThatWasHalfAddedIsCompleted() async throws {
        let place = try ScratchTown()
        let remote = try place.makeRemote()
        await #expect(processExitsWith: .failure) {
            [
                root = place.town.root as String, remote = remote as String,
                environment = place.effects.environment as [String: String]
            ] in
            var effects = Effects.live(environment: environment)
            effects.steps = Steps { if $0 == Step("rig add", 3) { kill(getpid(), SIGKILL) } }
            _ = try RigAdder(town: TownLayout(root: root), effects: effects, by: Actor("killed"))
                .add(RigRequest(name: "shop", remote: remote), from: "/")
        }
        let host = RecordingHost()
        let notes = patrol(place, host: host).run().notes
        #expect(notes == ["shop: the rig is complete", "shop/refinery: started"])
        #expect(try RigRegistry.read(place.town).entries.map(\.name.description) == ["shop"])
    }

    @Test func whatABusySeatHoldsIsKeptEveryHalfMinute() throws {
        let place = try ScratchTown()
        let remote = try place.makeRemote()
        _ = try RigAdder(town: place.town, effects: place.effects, by: Actor("tester"))
            .add(RigRequest(name: "shop", remote: remote), from: "/")
        let bead = try place.task("sh-1")
        let seat = try place.sling(bead, incarnation: place.effects.makeIncarnation())
        let path = try #require(seat.worktree)
        let repository = Git(in: place.town.rig(try #require(RigName("shop"))).repository, place.effects)
        let base = try #require(try repository.commit("refs/remotes/origin/trunk"))
        try Files.makeFolders(Files.parent(of: path))
        try repository.addWorktree(at: path, base, branch: seat.branch)
        var age = Duration.zero
        let host = RecordingHost()
        let patrol = patrol(place, host: host) { age }
        func kept() throws -> Int { try Worktrees(repository, effects: place.effects).list().count }
        // Programs that other tests start at this moment keep the lock for as long as they live.
        func look(until expected: Int) throws -> Bool {
            try place.eventually {
                let notes = patrol.run().notes.filter { $0.contains("snapshot") }
                #expect(notes.isEmpty, "\(notes)")
                return try kept() == expected
            }
        }
        for (content, expected) in [("one", 0), ("two", 1), ("two", 1), ("three", 2)] {
            if (try? Files.text(at: path + "/work.txt")) != content { try Files.write(content, to: path + "/work.txt") }
            #expect(try look(until: expected), "\(content)")
            age += .seconds(31)
        }
        // While somebody makes or removes a worktree, and less than half a minute later, nobody looks.
        try Files.write("four", to: path + "/work.txt")
        do {
            let lock = try FileLock.hold(
                place.town.rig(try #require(RigName("shop"))).worktreesLock,
                limit: .seconds(60)
            )
            _ = patrol.run()
            withExtendedLifetime(lock) {}
        }
        #expect(try kept() == 2)
        #expect(try look(until: 3))
        try place.change("shop") { _ = try $0.close(bead, reason: "done", force: true) }
        try place.change("shop") { transaction in
            var free = try #require(try transaction.read.agent(seat.id))
            free.hook = nil
            try transaction.put(free)
        }
        age += .seconds(700)
        #expect(try look(until: 0))
    }

    @Test func aSeatWhoseBeadWasClosedIsFreedAndNotStarted() throws {
        let place = try ScratchTown()
        _ = try RigAdder(town: place.town, effects: place.effects, by: Actor("tester"))
            .add(RigRequest(name: "shop", remote: place.makeRemote()), from: "/")
        let bead = try place.task("sh-1")
        let seat = try place.sling(bead, incarnation: place.effects.makeIncarnation())
        try place.change("shop") { _ = try $0.close(bead, reason: "not wanted") }
        let host = RecordingHost()
        let notes = patrol(place, host: host).run().notes
        #expect(notes.contains { $0.hasSuffix("sh-1 was closed, the seat is free") }, "\(notes)")
        #expect(host.orders.map(\.name) == ["sh-refinery"])
        let read = try place.stores().database("shop").read
        #expect(try read.agent(seat.id)?.hook == nil && read.bead(bead)?.status == .closed)
    }

    @Test func aBrokenRigDoesNotKeepTheOthers() throws {
        let place = try ScratchTown()
        try place.makeRig("one", prefix: "on")
        try place.makeRig("two", prefix: "tw")
        try Files.write("not json", to: place.town.rig(try #require(RigName("one"))).beads.metadataFile)
        let host = RecordingHost()
        let notes = patrol(place, host: host).run().notes
        #expect(notes.contains("two/refinery: started"))
        #expect(notes.contains { $0.hasPrefix("one: ") && $0.contains("metadata.json, line 1") })
    }
}
