import Effects
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
