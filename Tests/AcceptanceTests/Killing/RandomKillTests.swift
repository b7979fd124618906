import Effects
import Foundation
import Host
import TestKit
import Testing

extension RealTowns {
    /// Killed at any moment, with its children left alive, the next command reaches the end of an undisturbed run.
    @Suite(.scratch, .serialized, .needs("git"), .needs("tmux"), .tags(.real)) struct RandomKillTests {
        /// How many kills; `scripts/soak` asks for more.
        private static let count = Int(ProcessInfo.processInfo.environment["GT_RANDOM_KILLS"] ?? "") ?? 60

        @Test func killedAtARandomMomentTheNextCommandReachesTheSameEnd() throws {
            try Workshop.with { shop in
                try shop.makeTown()
                var dice = Dice(state: UInt64(ProcessInfo.processInfo.environment["GT_SEED"] ?? "") ?? 20_261_121)
                // One action after the other, because landings change what later rigs and worktrees begin from.
                for (place, action) in Action.all.enumerated() {
                    let calm = try action.prepare(shop, 100 * place)
                    let start = ContinuousClock.now
                    #expect(try action.call(shop, calm) == 0)
                    let time = ContinuousClock.now - start
                    let end = try action.end(shop, calm)
                    for number in 1...max(1, Self.count / Action.all.count) {
                        let subject = try action.prepare(shop, 100 * place + number)
                        let delay = time * Double.random(in: 0..<1, using: &dice)
                        try killed(shop, subject, after: delay)
                        let again: ProcessOutcome
                        do { again = try action.outcome(shop, subject) } catch {
                            Issue.record("\(action.name), killed after \(delay), does not end the second time")
                            throw error
                        }
                        // Killed behind its last step it was done, and the same words are refused as for any town or rig.
                        let isDone = again.status == 0 || again.errors.contains("there is already a")
                        #expect(isDone, "\(action.name), killed after \(delay): \(again.errors)")
                        let difference = try action.difference(shop, subject, from: end)
                        #expect(difference == nil, "\(action.name), killed after \(delay)")
                    }
                }
            }
        }

        /// Runs the action and ends its process, and no other, with SIGKILL.
        private func killed(_ shop: Workshop, _ subject: Action.Subject, after delay: Duration) throws {
            let call = shop.call("gt", subject.words, in: subject.place, adding: subject.variables)
            let process = try Programs.startDetached(call, log: shop.scratch.file("killed.log"))
            usleep(UInt32(delay / .microseconds(1)))
            process.send(SIGKILL)
            while !Programs.reap(process) {}
        }
    }

    /// Numbers that are the same in each run with the same seed (SplitMix64).
    struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }
}
