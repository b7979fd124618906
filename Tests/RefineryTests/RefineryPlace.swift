import Basics
import Effects
import Git
import Host
import Layout
import Ledger
import LedgerKit
import Refinery
import Settings
import TestKit
import Testing
import TownKit
import Vocabulary

/// A rig with a remote, finished work and a refinery, in the folder of the running test.
struct RefineryPlace {
    let town: ScratchRig
    let lines = Lines()

    /// The gate is red while the work holds a file `broken`.
    static let gate = "test ! -e broken || { echo it is broken; exit 1; }"

    init(settings: String? = nil, steps: Steps = Steps()) throws {
        town = try ScratchRig(steps: steps)
        try set(settings ?? #"{"merge_queue": {"gates": {"test": "\#(Self.gate)"}}}"#)
    }

    func set(_ settings: String) throws {
        try Files.makeFolders(Files.parent(of: town.rig.settingsFile))
        try Files.write(settings, to: town.rig.settingsFile)
    }

    var main: GitHash { get throws { try #require(try town.remote.commit("refs/heads/main")) } }

    /// Files of the remote's main, by name.
    var landedFiles: [String] {
        get throws {
            try town.remote.call(["ls-tree", "-r", "--name-only", "main"]).split(separator: "\n").map(String.init)
        }
    }

    /// A commit on top of `base` with these files, made in a worktree of its own.
    func commit(_ files: [String: String?], on base: GitHash, _ message: String = "change") throws -> GitHash {
        let name = "work-\(town.scratch.files().count)-\(UInt32.random(in: 0...UInt32.max))"
        try town.repository.addWorktree(at: town.scratch.file(name), base)
        for (file, text) in files {
            if let text {
                try town.scratch.write(text, to: "\(name)/\(file)")
            } else {
                try Files.remove(town.scratch.file("\(name)/\(file)"))
            }
        }
        let hash = try town.git(name).commitAll(message)
        try town.repository.removeWorktree(at: town.scratch.file(name))
        return try #require(hash)
    }

    /// Moves the remote's main as a person would, without the rig knowing.
    func push(_ commit: GitHash, force: Bool = false) throws {
        let git = town.repository
        try git.call(
            ["push", "--quiet"] + (force ? ["--force"] : []) + [
                town.scratch.file("remote.git"), "\(commit):refs/heads/main",
            ]
        )
    }

    /// Finished work: bead, pushed branch, filed request.
    @discardableResult
    func file(_ number: Int, _ head: GitHash, priority: Int = 2) throws -> MergeRequestRecord {
        let digits = Base36.text(UInt64(number))
        let incarnation = try #require(Incarnation(String(repeating: "0", count: 10 - digits.count) + digits))
        let bead = BeadID(trusted: "sh-\(number)")
        let branch = "polecat/toast/\(bead)@\(incarnation)"
        try town.repository.update("refs/heads/\(branch)", to: head)
        #expect(try town.repository.push(head, to: branch) == .pushed)
        let base = try #require(try town.repository.mergeBase(main, head))
        try town.store.change { transaction in
            if try transaction.read.shelf(of: bead) == nil {
                var work = Bead(id: bead, title: "Work \(number)", at: transaction.time)
                work.status = .inProgress
                work.assignee = "shop/refinery"
                try transaction.insert(work)
            }
            try transaction.file(
                MergeRequestRecord(
                    for: bead,
                    prefix: town.prefix,
                    worker: "shop/polecats/toast",
                    incarnation: incarnation,
                    branch: branch,
                    target: "main",
                    base: base.description,
                    head: head.description,
                    priority: priority,
                    attempt: 0
                )
            )
        }
        let requests = try town.store.ledger.read.requests(for: bead)
        return try #require(requests.last)
    }

    /// The same with one new file on top of main.
    @discardableResult
    func file(_ number: Int, adding files: [String: String?]) throws -> MergeRequestRecord {
        try file(number, commit(files, on: main, "work \(number)"))
    }

    func engine(effects: Effects? = nil) throws -> RefineryEngine {
        try engine(ledger: town.store.ledger, effects: effects)
    }

    func engine(ledger: Ledger, effects: Effects?) throws -> RefineryEngine {
        RefineryEngine(
            rig: town.rig,
            ledger: ledger,
            owner: "1:1:test",
            effects: effects ?? town.effects,
            say: { lines.all.append($0) }
        )
    }

    /// Passes until the queue is empty or stands still.
    @discardableResult
    func drain(_ engine: RefineryEngine? = nil) throws -> RefineryEngine.Pass {
        let engine = try engine ?? self.engine()
        for _ in 0..<20 {
            let pass = try engine.pass()
            if case .worked = pass { continue }
            return pass
        }
        Issue.record("the queue does not come to rest")
        return .idle
    }

    func bead(_ number: Int) throws -> Bead {
        try #require(try town.store.bead(BeadID(trusted: "sh-\(number)")))
    }

    func labels(_ number: Int) throws -> [String] {
        try town.store.ledger.read.labels(of: BeadID(trusted: "sh-\(number)"))
    }

    func state(_ request: MergeRequestRecord) throws -> MergeRequestRecord.State? {
        try town.store.ledger.read.request(request.id)?.state
    }
}

/// What the refinery said.
final class Lines {
    var all: [String] = []
}
