import Effects
import Git
import Ledger
import LedgerKit
import Polecats
import ShellAgent
import Synchronization
import TestKit
import Testing
import TownKit
import Vocabulary

/// A shell agent with a bead on its hook, in a real worktree; `gt done` and mail are recorded.
final class Hand {
    let rig: ScratchRig
    let bead: BeadID
    let session: SessionIdentity
    let worktree: Git
    private(set) var calls: [String] = []
    var beforeMail: () throws -> Void = {}
    /// How long the agent has waited; no time passes over it.
    let waited = Waited()

    final class Waited: Sendable {
        private let time = Mutex(Duration.zero)

        var total: Duration { time.withLock { $0 } }
        func wait(_ more: Duration) { time.withLock { $0 += more } }
    }

    init(_ description: String) throws {
        rig = try ScratchRig()
        bead = try rig.store.task("sh-1") {
            $0.title = "Change it"
            $0.description = description
        }
        let incarnation = rig.effects.makeIncarnation()
        let (rig, bead) = (rig, bead)
        try rig.store.change {
            _ = try rig.seats.take(
                bead,
                agent: "shell",
                incarnation: incarnation,
                isForced: false,
                in: $0,
                isUsable: { _ in true }
            )
        }
        let seat = try #require(try rig.store.ledger.read.agent(holding: bead))
        let base = try #require(try rig.repository.commit("refs/remotes/origin/main"))
        try rig.repository.addWorktree(at: seat.worktree ?? "", base, branch: seat.branch)
        worktree = rig.repository.at(seat.worktree ?? "")
        session = SessionIdentity(
            address: rig.seats.address(try #require(seat.name)),
            incarnation: incarnation,
            token: seat.token
        )
    }

    func work(limit: Duration = .seconds(60)) throws {
        let session = session
        let desk = ShellAgent.Desk(
            prime: { [self] in
                calls.append("prime")
                try rig.store.change { [rig] in _ = try rig.seats.beginWork(session, in: $0) }
            },
            readMail: { [self] in
                calls.append("mail")
                try beforeMail()
            },
            handIn: { [self] in
                calls.append("done")
            },
            preserve: { [self] _ in
                calls.append("preserve")
                return "furiosa-1"
            },
            deliver: { [self] in calls.append("deliver") },
            show: { _ in }
        )
        var effects = rig.effects
        effects.pause = { [waited] in waited.wait($0) }
        try ShellAgent(
            session: session,
            seats: rig.seats,
            ledger: rig.store.ledger,
            worktree: worktree,
            target: "main",
            limit: limit,
            desk: desk,
            effects: effects
        ).run()
    }

    func file(_ name: String) throws -> String {
        try rig.scratch.read(String(worktree.directory.dropFirst(rig.scratch.path.count + 1)) + "/" + name)
    }

    func write(_ text: String, to name: String) throws {
        try rig.scratch.write(text, to: String(worktree.directory.dropFirst(rig.scratch.path.count + 1)) + "/" + name)
    }

    var seat: AgentRecord? { get throws { try rig.store.ledger.read.agent(holding: bead) } }
    var comments: [String] { get throws { try rig.store.ledger.read.comments(on: bead).map(\.text) } }
    var letters: [String] { get throws { try rig.store.ledger.read.outbox().map(\.payload) } }
    var messages: [String] { get throws { try worktree.commits("refs/remotes/origin/main..HEAD").map(\.message) } }
}
