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
import Tmux
import TownKit
import Towns
import Vocabulary

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

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

    private func remover(_ place: ScratchTown, _ effects: Effects? = nil) throws -> TownRemover {
        let stores = place.stores()
        return TownRemover(
            services: try services(place),
            stores: stores,
            sessions: place.sessions,
            supervision: try place.supervision(stores),
            effects: effects ?? place.effects
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

    @Test func upAlsoStartsARefineryThatWasStoppedByHandAndSaysSo() throws {
        let place = try makeTown()
        defer { place.stopEverything() }
        let name = try #require(RigName("shop"))
        try place.stores().markRefinery(of: name, stopped: true, effects: place.effects)
        let since = try #require(try place.stores().hq().read.refineryStopped(name))
        let status = try TownStatus(stores: place.stores(), sessions: place.sessions, isFast: true)
        #expect(status.rigs.map(\.refineryStopped) == [since])
        let report = try services(place).up()
        #expect(report.map(\.stoppedSince) == [nil, since])
        #expect(report.allSatisfy { $0.outcome == .started }, "\(report)")
        #expect(try place.stores().hq().read.refineryStopped(name) == nil)
        _ = try services(place).down()
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
        let remover = try remover(place)
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

    @Test func aBackupLiesOutsideAndWritesOverNothing() throws {
        let place = try ScratchTown()
        defer { place.stopEverything() }
        let inside = #expect(throws: Problem.self) { try remover(place).remove(backup: place.town.root + "/keep") }
        #expect(inside?.summary.contains("which is to be removed; nothing was removed") == true)
        try place.scratch.write("another town's", to: "backup/hq.db")
        let taken = #expect(throws: Problem.self) { try remover(place).remove(backup: place.scratch.file("backup")) }
        #expect(taken?.summary.hasSuffix("backup/hq.db is already there; nothing was removed") == true)
        #expect(Files.exists(place.town.townFile) && Files.exists(place.town.ledger("hq")))
        #expect(try Files.text(at: place.scratch.file("backup/hq.db")) == "another town's")
        let own = BeadID(trusted: "hq-1")
        try place.change("hq") { try $0.insert(Bead(id: own, title: "A plan", at: $0.time)) }
        try remover(place).remove(backup: place.scratch.file("other"))
        #expect(!Files.exists(place.town.root))
        let kept = try Ledger(at: place.scratch.file("other/hq.db"), .reading, effects: place.effects)
        #expect(try kept.read.bead(own)?.title == "A plan")
    }

    @Test(arguments: [1, 4, 5])
    func aKilledRemovalSparesNoLook(step: Int) async throws {
        let place = try ScratchTown()
        defer { place.stopEverything() }
        await #expect(processExitsWith: .failure) {
            [
                root = place.town.root as String, step = step as Int, socket = place.socket as String,
                environment = place.effects.environment as [String: String]
            ] in
            var effects = Effects.live(environment: environment)
            effects.steps = Steps { if $0 == Step("uninstall", step) { kill(getpid(), SIGKILL) } }
            try uninstall(TownLayout(root: root), socket: socket, effects: effects)
        }
        if step > 1 {
            // Decided: nobody can use it any more, and the next call removes the rest.
            #expect(TownRemover.isRemoving(place.town) == (step < 5))
            #expect(throws: (any Error).self) { try place.stores().hq(.writing) }
            #expect(try TownRemover.complete(place.town, effects: place.effects) == (step < 5))
            #expect(!Files.exists(place.town.root))
            return
        }
        #expect(!TownRemover.isRemoving(place.town))
        _ = try services(place).up()
        try place.change("hq") { try $0.insert(Bead(id: BeadID(trusted: "hq-1"), title: "New", at: $0.time)) }
        #expect(throws: TownFault.holdsWork(["the town itself: 1 bead not closed"])) {
            try remover(place).remove(backup: nil)
        }
    }

    @Test func aTownThatIsBroughtUpMeanwhileStays() throws {
        let place = try ScratchTown()
        defer { place.stopEverything() }
        var effects = place.effects
        effects.steps = Steps { step in
            guard step == Step("uninstall", 1) else { return }
            #expect(throws: Never.self) { try place.change("hq") { try $0.markTown(stopped: false) } }
        }
        #expect(throws: TownFault.changedMeanwhile) { try remover(place, effects).remove(backup: nil) }
        #expect(Files.exists(place.town.ledger("hq")))
    }
}

/// Removes a town; for processes of their own, which have no scratch folder.
private func uninstall(_ town: TownLayout, socket: String, effects: Effects) throws {
    let finder = StoreFinder(folder: town.root, environment: [:])
    let stores = Stores(finder: finder, effects: effects, actor: "killed")
    let sessions = Sessions(town: town, host: TmuxHost(Tmux(socket: socket, effects)), program: "gt", effects: effects)
    let supervision = Supervision(town: town, hq: try stores.hq(.writing), effects: effects)
    let services = TownServices(
        stores: stores,
        sessions: sessions,
        supervision: supervision,
        program: "gt",
        effects: effects
    )
    let remover = TownRemover(
        services: services,
        stores: stores,
        sessions: sessions,
        supervision: supervision,
        effects: effects
    )
    try remover.remove(backup: nil)
}
