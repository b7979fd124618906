import Basics
import Effects
import Git
import Host
import Synchronization
import TestKit
import Testing
import Vocabulary
import Worktrees

@Suite(.scratch, .needs("git")) struct WatchTests {
    private let folder: SeatFolder
    private let seat: SeatName
    private let bead: BeadID
    private let occupation: Incarnation
    private let start = Timestamp(seconds: 1_790_000_000)
    /// How much later the snapshots are taken; no other time passes.
    private let later = Later()

    private final class Later: Sendable {
        private let time = Mutex(Duration.zero)
        var by: Duration { time.withLock { $0 } }
        func move(_ more: Duration) { time.withLock { $0 += more } }
    }

    init() throws {
        folder = try SeatFolder(#require(Scratch.current))
        seat = try #require(SeatName("toast"))
        bead = try #require(BeadID("sh-1.2"))
        occupation = try #require(Incarnation("0123456789"))
    }

    private var worktrees: Worktrees {
        var effects = folder.effects
        effects.now = { [later, start] in start.advanced(by: later.by) }
        return Worktrees(folder.repository, effects: effects)
    }

    private func watch(_ known: String? = nil) throws -> String {
        try worktrees.watch(folder.path, seat, bead, occupation, known: known)
    }

    @Test func whatAnAgentThrewAwayComesBack() throws {
        try folder.scratch.write("hours of work\n", to: "seat/work.txt")
        let seen = try watch()
        try folder.scratch.write("made", to: "seat/ignored.o")
        #expect(try watch(seen) == seen)
        try folder.git.call(["reset", "--hard", "--quiet"])
        try folder.git.call(["clean", "-fdq"])
        #expect(!folder.scratch.exists("seat/work.txt"))
        // Nothing is left there, so nothing is added, and what was kept stays.
        _ = try watch(seen)
        let snapshot = try #require(try worktrees.list().first)
        #expect(try worktrees.list().count == 1 && snapshot.isWatched)
        #expect(snapshot.note.bead == "sh-1.2" && snapshot.note.incarnation == "0123456789")
        let restored = folder.scratch.file("restored")
        _ = try worktrees.restore(snapshot.id, to: restored)
        #expect(try folder.scratch.read("restored/work.txt") == "hours of work\n")
    }

    @Test func whatIsKeptIsFewAndReachesFarBack() throws {
        var seen: String?
        for step in 0..<40 {
            try folder.scratch.write("\(step)\n", to: "seat/work.txt")
            seen = try watch(seen)
            later.move(.seconds(30))
        }
        let times = try worktrees.list().compactMap { Timestamp($0.time) }
        #expect((4...20).contains(times.count), "\(times)")
        let last = try #require(times.last)
        let ages = times.map { $0.distance(to: last) }.sorted()
        for (newer, older) in zip(ages.dropFirst(2), ages.dropFirst(3)) {
            #expect(older - newer <= .seconds(30) + older / 3)
        }
        #expect(ages.last == .seconds(39 * 30))
    }

    @Test func whatHasLandedIsForgottenAndOtherWorkInTime() throws {
        for step in 0..<5 {
            try folder.scratch.write("\(step)\n", to: "seat/work.txt")
            _ = try watch()
            later.move(.seconds(30))
        }
        let count = try worktrees.list().count
        #expect(count == 5)
        try worktrees.tidyWatched { _, _ in .present }
        #expect(try worktrees.list().count == count)
        try worktrees.tidyWatched { found, incarnation in
            #expect(found == bead && incarnation == occupation)
            return .over
        }
        #expect(try worktrees.list().count == 3)
        later.move(.seconds(14 * 86_400))
        try worktrees.tidyWatched { _, _ in .present }
        #expect(try worktrees.list().count == 3)
        try worktrees.tidyWatched { _, _ in .over }
        #expect(try worktrees.list().isEmpty)
        _ = try watch()
        try worktrees.tidyWatched { _, _ in .landed }
        #expect(try worktrees.list().isEmpty)
    }

    @Test func commitsOfLandedWorkStayForAMonth() throws {
        var effects = folder.effects
        effects.now = { [start] in start }
        let incarnation = effects.makeIncarnation()
        let name = "\(Worktrees.landed)sh-mr-\(incarnation)"
        try folder.repository.update(name, to: folder.first)
        later.move(.seconds(29 * 86_400))
        try worktrees.tidyLanded()
        #expect(try folder.repository.commit(name) == folder.first)
        later.move(.seconds(2 * 86_400))
        try worktrees.tidyLanded()
        #expect(try folder.repository.commit(name) == nil)
    }
}
