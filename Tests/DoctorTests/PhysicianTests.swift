import Basics
import Doctor
import Effects
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

/// Breaks each thing and looks whether its check tells.
@Suite(.scratch, .needs("git"), .needs("tmux")) struct PhysicianTests {
    private func makeTown() throws -> (place: ScratchTown, rig: RigLayout) {
        let place = try ScratchTown()
        let remote = try place.makeRemote()
        _ = try RigAdder(town: place.town, effects: place.effects, by: place.actor)
            .add(RigRequest(name: "shop", remote: remote), from: "/")
        let rig = place.town.rig(try #require(RigName("shop")))
        var settings = try RigSettings.read(rig)
        try settings.set(#require(SettingsPath("merge_queue.gates.test")), to: "true")
        try settings.write()
        try place.change("hq") { try $0.markTown(stopped: true) }
        return (place, rig)
    }

    private func findings(_ place: ScratchTown, host: RecordingHost = RecordingHost()) -> [Finding] {
        Physician(stores: place.stores(), sessions: place.sessions(on: host), effects: place.effects).examine()
    }

    /// What is not fine, as `check: summary`.
    private func complaints(_ place: ScratchTown, host: RecordingHost = RecordingHost()) -> [String] {
        findings(place, host: host).filter { $0.level != .fine }.map { "\($0.check): \($0.summary)" }
    }

    @Test func aWholeTownHasNothingToComplainOf() throws {
        let (place, _) = try makeTown()
        let all = findings(place)
        #expect(all.filter { $0.level != .fine } == [])
        let names = ["tools", "engine", "layout", "registry", "routes", "ledgers", "ledgers", "settings", "services"]
        #expect(all.map(\.check) == names + ["sockets", "outbox"])
        let ledger = try #require(all.first { $0.check == "ledgers" })
        #expect(ledger.summary.hasPrefix("hq 0.") && ledger.summary.hasSuffix("MB, no garbage collected yet"))
    }

    @Test func missingProgramsAreNamed() throws {
        var (place, _) = try makeTown()
        place.effects.environment["PATH"] = "/nowhere"
        let complaints = complaints(place)
        #expect(complaints.contains("tools: git is not installed or not in PATH"))
        #expect(complaints.contains("tools: tmux is not installed or not in PATH"))
    }

    @Test func aMissingWorktreeAndAMissingRouteAreNamed() throws {
        let (place, rig) = try makeTown()
        try Files.removeTree(rig.refineryWorktree)
        try Files.write("", to: place.town.beads.routesFile)
        let complaints = complaints(place)
        #expect(complaints.contains("layout: \(rig.refineryWorktree) is no worktree of \(rig.repository)"))
        #expect(complaints.contains("routes: no route leads from sh- to shop"))
    }

    @Test func aLostFolderOfBeadsIsNamedOnceWithWhatBringsItBack() throws {
        let (place, rig) = try makeTown()
        try Files.removeTree(rig.beads.path)
        let lost = "layout: \(rig.beads) is lost; its ledger \(rig.ledger) is still there"
        #expect(complaints(place) == [lost, "routes: the route of sh- leads to no ledger"])
        let hints = findings(place).first { $0.check == "layout" }?.hints
        #expect(hints == ["`bd -C \(rig.root) init` writes it anew and keeps the ledger."])
        try Files.removeTree(Files.parent(of: rig.ledger))
        let gone = findings(place).first { $0.check == "layout" }
        #expect(gone?.summary == "\(rig.beads) is lost; its ledger \(rig.ledger) is gone too")
        #expect(gone?.hints.first?.hasPrefix("Put \(rig.ledger) back from a copy; ") == true)
    }

    @Test func aRigThatTheListHasLostIsNamed() throws {
        let (place, rig) = try makeTown()
        try Files.remove(place.town.registryFile)
        #expect(
            complaints(place).contains("registry: \(rig.root) is a rig that \(place.town.registryFile) does not list")
        )
    }

    @Test func aBrokenFileIsNamedWithItsLine() throws {
        let (place, rig) = try makeTown()
        try Files.write("{\n\"merge_queue\": 1}", to: rig.settingsFile)
        try Files.write("x", to: rig.beads.path + "/config.yaml")
        let complaints = complaints(place)
        #expect(complaints.contains { $0.hasPrefix("settings: \(rig.settingsFile), line 2: ") })
        #expect(complaints.contains("layout: \(rig.beads.path)/config.yaml belongs to another program and is not read"))
    }

    @Test func anotherProjectsLedgerIsNamed() throws {
        let (place, rig) = try makeTown()
        try Files.remove(rig.ledger)
        try Files.write(Files.bytes(at: place.town.ledger("hq")), to: rig.ledger)
        let complaints = complaints(place)
        #expect(complaints.contains { $0.hasPrefix("ledgers: \(rig.ledger) is another project's ledger") })
    }

    @Test func aPrefixThatDiffersAndAStrangeSessionAreNamed() throws {
        let (place, rig) = try makeTown()
        var identity = try RigIdentity.required(rig)
        identity.prefix = try #require(Prefix("xx"))
        try identity.write(rig)
        let host = RecordingHost()
        try host.start("sh-nobody", running: ["true"], in: "/", environment: [:])
        let complaints = complaints(place, host: host)
        #expect(complaints.contains("registry: shop has the prefix xx; the list says sh"))
        #expect(complaints.contains("sockets: the session sh-nobody belongs to no agent of this town"))
    }

    @Test func aTownWithoutGateDaemonOrDeliveryIsToldAbout() throws {
        let (place, rig) = try makeTown()
        try Files.remove(rig.settingsFile)
        try place.change("hq") { try $0.markTown(stopped: false) }
        var complaints = complaints(place)
        #expect(complaints.contains("settings: shop has no gate, so nothing lands there"))
        #expect(complaints.contains("services: the daemon does not run"))
        try place.change("shop") { try $0.post("note", to: "hq", "{}") }
        var late = place
        late.effects.now = { place.effects.now().advanced(by: .seconds(120)) }
        complaints = self.complaints(late)
        #expect(complaints.contains { $0.hasPrefix("outbox: 1 rows of shop wait since ") })
    }
}
