import Effects
import Host
import Layout
import Ledger
import Rigs
import Sessions
import Settings
import Stores
import Supervised
import TestKit
import Testing
import TownKit
import Towns
import Vocabulary

@Suite(.scratch, .needs("git"), .needs("tmux"), .tags(.real), .serialized) struct TownServicesTests {
    private func makeTown() throws -> ScratchTown {
        let place = try ScratchTown()
        let remote = try place.makeRemote()
        _ = try RigAdder(town: place.town, effects: place.effects, by: place.actor)
            .add(RigRequest(name: "shop", remote: remote), from: "/")
        return place
    }

    private func services(_ place: ScratchTown) throws -> TownServices {
        let stores = place.stores()
        return TownServices(
            stores: stores,
            sessions: place.sessions,
            supervision: try place.supervision(stores),
            program: ScratchTown.program("gt"),
            effects: place.effects
        )
    }

    private func living(_ place: ScratchTown) throws -> [ProcessRecord] {
        try place.stores().hq().read.processes().filter(\.isAlive)
    }

    @Test func upStartsWhatIsMissingAndDownEndsAllOfIt() throws {
        let place = try makeTown()
        defer { place.stopEverything() }
        let first = try services(place).up()
        #expect(first.map(\.name) == ["daemon", "shop/refinery"])
        #expect(first.allSatisfy { $0.outcome == .started }, "\(first)")
        #expect(try place.eventually { try living(place).count == 2 })
        #expect(try services(place).up().allSatisfy { $0.outcome == .alreadyRunning })
        let ended = try services(place).down()
        #expect(ended >= 2)
        #expect(try living(place).isEmpty)
        #expect(try place.sessions.list().isEmpty)
        #expect(throws: Problem.self) { try place.stores().hq().read.requireRunningTown() }
        #expect(try services(place).down() == 0)
    }

    @Test func aForeignProcessOfTheSameNameLivesOn() throws {
        let place = try makeTown()
        defer { place.stopEverything() }
        // The same program with the same words, of another town: nobody recorded it here.
        let other = try Programs.startDetached(
            ProcessCall("sh", ["-c", "exec sleep 60 # gt daemon run"], environment: place.effects.environment),
            log: place.scratch.file("other.log")
        )
        defer {
            other.send(9)
            _ = place.eventually { Programs.reap(other) }
        }
        _ = try services(place).up()
        _ = try services(place).down()
        #expect(other.isAlive)
    }

    @Test func theDaemonStartsADeadRefineryAgain() throws {
        let place = try makeTown()
        defer { place.stopEverything() }
        _ = try services(place).up()
        func refinery() throws -> ProcessRecord? { try living(place).first { $0.kind == "refinery" } }
        #expect(try place.eventually { try refinery() != nil })
        let first = try #require(try refinery())
        _ = try #require(first.identity).send(9)
        #expect(try place.eventually { try refinery().map { $0 != first } ?? false })
        _ = try services(place).down()
        #expect(try living(place).isEmpty)
    }

    @Test func uninstallLeavesNoFileAndNoProcess() throws {
        let place = try makeTown()
        defer { place.stopEverything() }
        _ = try services(place).up()
        let stores = place.stores()
        let supervision = try place.supervision(stores)
        let remover = TownRemover(
            services: try services(place),
            stores: stores,
            sessions: place.sessions,
            supervision: supervision,
            effects: place.effects
        )
        let bead = try place.task("sh-1")
        let problem = #expect(throws: TownFault.self) { try remover.remove(backup: nil) }
        #expect(problem == .holdsWork(["shop: 1 bead that is not closed"]))
        #expect(Files.exists(place.town.townFile))
        try place.change("shop") { _ = try $0.delete(bead) }
        let own = BeadID(trusted: "hq-1")
        try place.change("hq") { try $0.insert(Bead(id: own, title: "The town's own plan", at: $0.time)) }
        #expect(throws: TownFault.holdsWork(["the town itself: 1 bead not closed"])) { try remover.remove(backup: nil) }
        try place.change("hq") { _ = try $0.delete(own) }
        let records = try living(place)
        try remover.remove(backup: nil)
        #expect(!Files.exists(place.town.root))
        #expect(records.allSatisfy { !$0.isAlive })
        #expect(Files.exists(place.scratch.file("remote.git")))
    }
}
