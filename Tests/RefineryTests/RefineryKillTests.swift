import Effects
import Foundation
import Git
import Host
import Layout
import Ledger
import LedgerKit
import Refinery
import TestKit
import Testing
import TownKit
import Vocabulary

/// A refinery that is killed at every step and at random moments: the next one comes to the same end.
@Suite(.scratch, .needs("git"), .serialized) struct RefineryKillTests {
    /// Four requests, the third of which is red, as they are before anybody has looked at them.
    private struct Story {
        let place: RefineryPlace
        let requests: [MergeRequestRecord]
        private let backup: Scratch

        init() throws {
            let place = try RefineryPlace(
                settings: #"{"merge_queue": {"gates": {"test": "sleep 0.03; test ! -e broken"}}}"#
            )
            requests = try (1...4).map { number in
                try place.file(number, adding: [number == 3 ? "broken" : "f\(number)": "\(number)\n"])
            }
            self.place = place
            backup = try Scratch.make(named: "backup")
            try shell("cp -a \(place.town.scratch.path)/. \(backup.path)")
        }

        func finish() { backup.remove() }

        /// Puts everything back to where it was.
        func restore() throws {
            let path = place.town.scratch.path
            try shell("find \(path) -mindepth 1 -delete && cp -a \(backup.path)/. \(path)")
        }

        private func shell(_ command: String) throws {
            let outcome = try place.town.effects.processes.run(ProcessCall("sh", ["-c", command]))
            #expect(outcome.status == 0, "\(outcome.errors)")
        }

        /// The next refinery's work, and what must be true afterwards.
        func resume(_ name: String) throws {
            let rig = place.town.rig
            let lock = try RefineryLock.take(rig, effects: place.town.effects)
            defer { withExtendedLifetime(lock) {} }
            let ledger = try Ledger(at: place.town.store.path, .writing, effects: place.town.effects)
            #expect(try place.drain(place.engine(ledger: ledger, effects: nil)) == .idle, "\(name)")
            let read = ledger.read
            #expect(try place.landedFiles == ["f1", "f2", "f4", "file.txt"], "\(name)")
            #expect(try place.town.remote.count("main") == 4, "\(name): something landed twice")
            let states = try requests.map { try read.request($0.id)?.state }
            #expect(states == [.merged, .merged, .rejected, .merged], "\(name)")
            let beads = try (1...4).map { try read.bead(BeadID(trusted: "sh-\($0)")) }
            #expect(beads.map(\.?.status) == [.closed, .closed, .open, .closed], "\(name)")
            #expect(beads[2]?.attempt == 1, "\(name)")
            #expect(try read.comments(on: BeadID(trusted: "sh-3")).count == 1, "\(name)")
            #expect(try read.outbox().map(\.kind) == ["bead-closed", "bead-closed", "bead-closed"], "\(name)")
            #expect(try read.landings(in: [.prepared, .landed]).isEmpty, "\(name)")
            let branches = try place.town.remote.references(below: "refs/heads/").map(\.name)
            #expect(branches == ["refs/heads/main", "refs/heads/\(requests[2].branch)"], "\(name)")
            #expect(try place.town.git("town/shop/refinery/rig").status().isClean, "\(name)")
        }
    }

    @Test func afterEachStep() async throws {
        let story = try Story()
        defer { story.finish() }
        let path = story.place.town.scratch.path
        var number = 0
        var isOver = false
        while !isOver {
            number += 1
            try #require(number < 60)
            try await RefineryKillTests.kill(path, after: number, or: 60_000_000)
            // What was said before the kill tells whether the child came to its end.
            isOver = story.place.town.scratch.exists("ended")
            try story.resume("killed after step \(number)")
            try story.restore()
        }
        #expect(number >= 14)
    }

    @Test func atRandomMoments() async throws {
        let story = try Story()
        defer { story.finish() }
        let path = story.place.town.scratch.path
        let start = ContinuousClock.now
        try await RefineryKillTests.kill(path, after: .max, or: 60_000_000)
        let whole = (ContinuousClock.now - start).components
        let microseconds = UInt64(whole.seconds * 1_000_000 + whole.attoseconds / 1_000_000_000_000)
        try story.restore()
        let seed = UInt64.random(in: 0...UInt64.max)
        let random = ManualRandom(seed: seed)
        let count = ProcessInfo.processInfo.environment["GT_KILLS"].flatMap { Int($0) } ?? 12
        for number in 1...count {
            let moment = UInt32(random.next() % microseconds)
            try await RefineryKillTests.kill(path, after: .max, or: moment)
            try story.resume("seed \(seed), kill \(number) at \(moment) µs")
            try story.restore()
        }
    }

    /// Runs a refinery in a process of its own, which dies of SIGKILL after that many steps, after
    /// that many microseconds, or at its end.
    private static func kill(_ path: String, after count: Int, or microseconds: UInt32) async throws {
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [path = path as String, count = count as Int, microseconds = microseconds as UInt32] in
            try RefineryKillTests.run(path, after: count, or: microseconds)
        }
    }

    private static func run(_ path: String, after count: Int, or microseconds: UInt32) throws {
        // A death by the clock is what is tested here; nobody waits for it.
        let pause = Effects.live(environment: [:]).pause
        Thread.detachNewThread {
            pause(.microseconds(Int64(microseconds)))
            Foundation.kill(getpid(), SIGKILL)
        }
        let left = Countdown(count)
        var effects = Effects.live(environment: [
            "PATH": Effects.processEnvironment()["PATH"] ?? "/usr/bin:/bin", "HOME": path + "/home",
            "GIT_CONFIG_NOSYSTEM": "1",
        ])
        effects.steps = Steps { _ in
            if left.isOver { Foundation.kill(getpid(), SIGKILL) }
        }
        guard let name = RigName("shop") else { return }
        let rig = TownLayout(root: path + "/town").rig(name)
        let lock = try RefineryLock.take(rig, effects: effects)
        defer { withExtendedLifetime(lock) {} }
        let ledger = try Ledger(at: path + "/shop.db", .writing, effects: effects)
        let engine = RefineryEngine(rig: rig, ledger: ledger, owner: lock.owner, effects: effects) { _ in }
        while case .worked = try engine.pass() {}
        try Files.write("", to: path + "/ended")
        Foundation.kill(getpid(), SIGKILL)
    }
}

/// Counts steps down on one thread.
private final class Countdown: @unchecked Sendable {
    // Only the thread that runs the refinery finishes steps.
    private var left: Int

    init(_ count: Int) { left = count }

    /// Takes one off; true once there is none left.
    var isOver: Bool {
        left -= 1
        return left == 0
    }
}
