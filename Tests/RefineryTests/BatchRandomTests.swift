import Refinery
import TestKit
import Testing
import Vocabulary

/// Random queues: what lands in batches is what would land one at a time, and whatever happens
/// nobody is blamed without two red runs.
@Suite struct BatchRandomTests {
    /// A world in which some sets of requests are red together and some are in conflict.
    private struct World {
        var queue: [Int] = []
        /// Red as soon as all of one of these are in.
        var breaking: [Set<Int>] = []
        /// In conflict with the target itself.
        var hopeless: Set<Int> = []
        /// The second is in conflict once the first is in.
        var clashes: Set<[Int]> = []

        init(_ next: () -> UInt64) {
            func random(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
            queue = Array(0..<(1 + random(12)))
            for _ in 0..<random(4) { breaking.append(Set((0...random(2)).map { _ in random(queue.count) })) }
            for _ in 0..<random(3) { hopeless.insert(random(queue.count)) }
            for _ in 0..<random(4) {
                let pair = [random(queue.count), random(queue.count)]
                if pair[0] != pair[1] { clashes.insert(pair) }
            }
        }

        func isRed(_ set: Set<Int>) -> Bool { breaking.contains { $0.isSubset(of: set) } }
        func conflicts(_ member: Int, on set: Set<Int>) -> Bool {
            hopeless.contains(member) || set.contains { clashes.contains([$0, member]) }
        }
    }

    private struct End: Equatable {
        var landed: [Int] = []
        var red: Set<Int> = []
        var conflicting: Set<Int> = []
    }

    private func name(_ number: Int) -> BeadID { BeadID(trusted: "x-\(number)") }
    private func number(_ id: BeadID) -> Int { Int(id.description.dropFirst(2)) ?? -1 }

    /// The slow way: each alone onto what has landed before.
    private func reference(_ world: World) -> End {
        var end = End()
        for member in world.queue {
            if world.conflicts(member, on: Set(end.landed)) {
                end.conflicting.insert(member)
            } else if world.isRed(Set(end.landed + [member])) {
                end.red.insert(member)
            } else {
                end.landed.append(member)
            }
        }
        return end
    }

    /// Answers the machine as the world is; `disturb` may put in what is nobody's doing.
    private func runBatch(
        _ members: [Int],
        on landed: [Int],
        _ world: World,
        disturb: (Batch.Action) -> Batch.Event?
    ) -> Batch {
        var batch = Batch(members.map(name))
        var action = batch.start()
        var steps = 0
        while action != .finish {
            steps += 1
            guard steps < 500 else {
                Issue.record("a batch of \(members.count) does not end")
                return batch
            }
            action = batch.handle(disturb(action) ?? answer(action, batch.members.map(number), landed, world))
        }
        return batch
    }

    private func answer(_ action: Batch.Action, _ members: [Int], _ landed: [Int], _ world: World) -> Batch.Event {
        switch action {
        case .stack(let wanted):
            var conflicts: [BeadID: [String]] = [:]
            var stack = Set(landed)
            for member in wanted.map(number) {
                if world.conflicts(member, on: Set(landed)) {
                    conflicts[name(member)] = ["f"]
                } else if world.conflicts(member, on: stack) {
                    return .stacked(conflicts: conflicts, cut: name(member))
                } else {
                    stack.insert(member)
                }
            }
            return .stacked(conflicts: conflicts, cut: nil)
        case .test(let count):
            let report = GateReport(gate: "g", ending: "exit 1", log: "")
            return .judged(world.isRed(Set(landed + members.prefix(count))) ? .red(report) : .green)
        case .land: return .landed
        case .finish: preconditionFailure("nothing to answer")
        }
    }

    @Test(arguments: 0..<40) func batchesEndLikeOneAtATime(block: UInt64) {
        for seed in block * 50..<(block + 1) * 50 {
            let random = ManualRandom(seed: seed)
            let world = World(random.next)
            // A red target is another test's.
            guard !world.isRed([]) else { continue }
            let size = 1 + Int(random.next() % 6)
            var queue = world.queue
            var end = End()
            while !queue.isEmpty {
                let members = Array(queue.prefix(size))
                var runs = 0
                let batch = runBatch(members, on: end.landed, world) { action in
                    // Lost races, and a first run that gives no verdict: later ones would park the
                    // request, whose place in the queue is then another one.
                    let dice = random.next() % 12
                    if case .test = action { runs += 1 }
                    if case .test = action, dice < 2, runs == 1 {
                        return .judged(.couldNotRun(GateReport(gate: "g", ending: "signal 9", log: "")))
                    }
                    if case .land = action, dice == 1 { return .lostRace }
                    return nil
                }
                #expect(batch.fates.count == members.count, "seed \(seed)")
                for member in members {
                    switch batch.fates[name(member)] {
                    case .landed: end.landed.append(member)
                    case .sentBack: end.red.insert(member)
                    case .conflict: end.conflicting.insert(member)
                    default: continue
                    }
                    queue.removeAll { $0 == member }
                }
            }
            #expect(end == reference(world), "seed \(seed)")
        }
    }

    @Test(arguments: 0..<20) func nobodyIsBlamedWithoutTwoRedRuns(block: UInt64) {
        for seed in block * 100..<(block + 1) * 100 {
            let random = ManualRandom(seed: seed)
            let members = (0..<(1 + Int(random.next() % 6))).map(name)
            var batch = Batch(members)
            var action = batch.start()
            var redRuns: [BeadID: Int] = [:]
            var isTargetGreen = false
            var testedGreen: [BeadID]?
            var steps = 0
            while action != .finish, steps < 2000 {
                steps += 1
                let event = randomEvent(for: action, batch, random.next)
                if case .test(let count) = action, case .judged(let verdict) = event {
                    if count == 0 { isTargetGreen = verdict == .green }
                    if count > 0, case .red = verdict { redRuns[batch.members[count - 1], default: 0] += 1 }
                    if verdict == .green { testedGreen = Array(batch.members.prefix(count)) }
                }
                if case .land(let count) = action {
                    #expect(
                        testedGreen == Array(batch.members.prefix(count)),
                        "seed \(seed): landed what was not tested"
                    )
                }
                action = batch.handle(event)
            }
            #expect(action == .finish, "seed \(seed) does not end")
            #expect(Set(batch.fates.keys) == Set(members), "seed \(seed)")
            for case (let member, .sentBack) in batch.fates {
                #expect(isTargetGreen && redRuns[member, default: 0] >= 2, "seed \(seed)")
            }
            if batch.stop != nil { #expect(batch.fates.values.allSatisfy { !$0.isLanded }, "seed \(seed)") }
        }
    }

    private func randomEvent(for action: Batch.Action, _ batch: Batch, _ next: () -> UInt64) -> Batch.Event {
        let report = GateReport(gate: "g", ending: "exit 1", log: "")
        switch (action, next() % 8) {
        case (.stack, 0): return .stacked(conflicts: [:], cut: batch.members.last)
        case (.stack(let members), 1): return .stacked(conflicts: [members[members.count - 1]: ["f"]], cut: nil)
        case (.stack, _): return .stacked(conflicts: [:], cut: nil)
        case (.test, 0...3): return .judged(.green)
        case (.test, 4...6): return .judged(.red(report))
        case (.test, _): return .judged(.couldNotRun(report))
        case (.land, 0): return .lostRace
        case (.land, 1): return .refused("no")
        case (.land, 2): return .withdrawn([batch.members[0]])
        case (.land, 3): return .unproved([batch.members[0]])
        default: return .landed
        }
    }
}

extension Fate {
    fileprivate var isLanded: Bool { self == .landed }
}
