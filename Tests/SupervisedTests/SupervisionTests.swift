import Effects
import Host
import Layout
import Ledger
import LedgerKit
import Supervised
import TestKit
import Testing
import Vocabulary

@Suite(.scratch, .serialized) struct SupervisionTests {
    private let scratch: Scratch
    private let town: TownLayout
    private let store: ScratchLedger
    private let supervision: Supervision
    private let children = Children()
    private let address = Address("shop/polecats/toast")

    init() throws {
        scratch = try #require(Scratch.current)
        town = TownLayout(root: try scratch.folder("town"))
        store = try ScratchLedger("hq", prefix: "hq", effects: .live(environment: [:]))
        let ledger = store.ledger
        supervision = Supervision(town: town, hq: ledger, effects: store.effects)
    }

    /// Starts a shell script in a session of its own and records it as an agent of the town.
    private func agent(_ script: String, incarnation: String = "0123456789") throws -> ProcessRecord {
        let process = try start(script, incarnation: incarnation)
        let duty = Duty(.agent, of: "shop/polecats/toast", incarnation: Incarnation(incarnation), session: "sh-toast")
        let record = ProcessRecord(process, duty)
        try store.change { try $0.record(record) }
        return record
    }

    private func start(_ script: String, incarnation: String? = nil) throws -> ProcessIdentity {
        var call = ProcessCall("sh", ["-c", script], in: scratch.path)
        call.environment = ["PATH": "/usr/bin:/bin"]
        if let incarnation {
            call.environment?["GT_TOWN_ROOT"] = town.root
            call.environment?["GT_INCARNATION"] = incarnation
        }
        return try children.took(Programs.startDetached(call, log: scratch.file("log")))
    }

    private func pid(in file: String) throws -> Int {
        while !(try Files.exists(scratch.file(file)) && Files.text(at: scratch.file(file)).hasSuffix("\n")) {}
        return try #require(Int(scratch.read(file).split(separator: "\n")[0]))
    }

    @Test func aProcessIsKnownAsLongAsItRuns() throws {
        let record = try agent("exec sleep 60")
        #expect(try supervision.living() == [record])
        #expect(try supervision.living(of: #require(address)) == [record])
        #expect(try supervision.daemon() == nil)
        record.identity?.send(9)
        while record.isAlive {}
        #expect(try supervision.living().isEmpty)
        #expect(try supervision.recorded(of: #require(address)) == [record])
        try supervision.sweep()
        #expect(try supervision.recorded(of: #require(address)).isEmpty)
    }

    @Test func theLauncherIsRecordedUnderThePidOfItsProgram() async throws {
        await #expect(processExitsWith: .success) { [path = store.path as String, root = town.root as String] in
            let effects = Effects.live(environment: [:])
            let ledger = try Ledger(at: path, .writing, effects: effects)
            let supervision = Supervision(town: TownLayout(root: root), hq: ledger, effects: effects)
            let record = try supervision.enter(Duty(.refinery, of: "shop/refinery", session: "sh-refinery"))
            #expect(record.identity == ProcessIdentity.current)
            #expect(try supervision.living() == [record])
        }
        let record = try #require(try store.ledger.read.processes().first)
        #expect(record.kind == "refinery")
        #expect(!record.isAlive)
    }

    @Test func aRefineryThatIsStoppedByHandIsNotToGoOn() throws {
        let rig = try #require(RigName("shop"))
        try store.change { try $0.markRefinery(rig, stopped: true) }
        #expect(throws: Problem.self) { try supervision.requireLeave(for: Duty(.refinery, of: "shop/refinery")) }
        try supervision.requireLeave(for: Duty(.refinery, of: "other/refinery"))
        try supervision.requireLeave(for: Duty(.agent, of: "shop/polecats/toast"))
        try store.change { try $0.markRefinery(rig, stopped: false) }
        try supervision.requireLeave(for: Duty(.refinery, of: "shop/refinery"))
    }

    @Test func endsAllOfASessionAndWhatCarriesItsIncarnation() throws {
        let record = try agent(
            """
            echo $$ > leader
            sleep 60 &
            setsid sh -c 'echo $$ > far; exec sleep 60' &
            setsid env -i sh -c 'echo $$ > foreign; exec sleep 60' &
            wait
            """
        )
        let far = try pid(in: "far")
        let foreign = try #require(ProcessIdentity(of: pid(in: "foreign")))
        defer { foreign.send(9) }
        let ending = try supervision.end([record])
        #expect(ending.surviving.isEmpty)
        #expect(ending.killed == 0)
        #expect(!record.isAlive)
        #expect(ProcessIdentity(of: far) == nil)
        // It has the same name, and nothing that says it belongs here.
        #expect(foreign.isAlive)
        #expect(try store.ledger.read.processes().isEmpty)
    }

    /// A shell agent that saw its block die by the signal of `gt down` took that for a failure, and its bead waited for a person.
    @Test func noProcessSeesWhatItStartedDieFirst() throws {
        for round in 1...10 {
            let record = try agent("sleep 60 & sleep 60 & echo ready > ready\(round); wait $!; echo >> seen")
            while !scratch.exists("ready\(round)") {}
            _ = try supervision.end([record])
        }
        #expect(!scratch.exists("seen"))
    }

    /// A daemon that somebody runs by hand is in the session of their terminal.
    @Test func leavesASessionAloneThatTheRecordedProcessDoesNotLead() throws {
        let terminal = try start("sh -c 'echo $$ > inner; exec sleep 60' & sleep 60; wait")
        let inner = try #require(ProcessIdentity(of: pid(in: "inner")))
        #expect(inner.sessionID == terminal.pid)
        let record = ProcessRecord(inner, Duty(.daemon, of: "daemon"))
        try store.change { try $0.record(record) }
        #expect(try supervision.end([record]).ended == 1)
        #expect(!inner.isAlive && terminal.isAlive)
        #expect(ProcessIdentity.all(inSession: terminal.pid).count == 2)
        for process in ProcessIdentity.all(inSession: terminal.pid) { process.send(9) }
    }

    @Test func findsWhatAKilledProgramLeftInItsSession() throws {
        let record = try agent("sleep 60 & echo $! > child; wait")
        let child = try #require(ProcessIdentity(of: pid(in: "child")))
        record.identity?.send(9)
        while record.isAlive {}
        #expect(child.isAlive)
        try supervision.sweep()
        #expect(try store.ledger.read.processes() == [record])
        #expect(try supervision.end([record]).ended == 1)
        #expect(!child.isAlive)
    }

    @Test func killsWhatDoesNotGoByItself() throws {
        let record = try agent("trap '' TERM; echo ready > ready; while :; do sleep 1; done")
        while !scratch.exists("ready") {}
        let ending = try supervision.end([record], grace: .milliseconds(100))
        #expect(ending.killed >= 1)
        #expect(ending.surviving.isEmpty)
        #expect(!record.isAlive)
    }

    @Test func aNumberThatMeansAnotherProcessNowIsLeftAlone() throws {
        let foreign = try start("exec sleep 60")
        defer { foreign.send(9) }
        let duty = Duty(.agent, of: "shop/polecats/toast", session: "sh-toast")
        let earlier = ProcessIdentity(
            pid: foreign.pid,
            startTime: foreign.startTime - 1,
            bootID: foreign.bootID,
            sessionID: foreign.sessionID
        )
        let otherBoot = ProcessIdentity(
            pid: foreign.pid,
            startTime: foreign.startTime,
            bootID: "another",
            sessionID: foreign.sessionID
        )
        for identity in [earlier, otherBoot] {
            let record = ProcessRecord(identity, duty)
            try store.change { try $0.record(record) }
            #expect(try supervision.end([record]).ended == 0)
        }
        #expect(foreign.isAlive)
        #expect(try store.ledger.read.processes().isEmpty)
    }
}

/// The processes one test has started: waited for at its end, because an exit test of another one waits
/// for any child.
private final class Children {
    private var all: [ProcessIdentity] = []

    func took(_ process: ProcessIdentity) -> ProcessIdentity {
        all.append(process)
        return process
    }

    deinit {
        for process in all {
            process.send(9)
            while !Programs.reap(process) {}
        }
    }
}
