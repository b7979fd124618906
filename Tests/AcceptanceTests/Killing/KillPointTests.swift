import TestKit
import Testing

extension RealTowns {
    /// Each numbered step of each action: killed after it, the next command reaches the end of an undisturbed run.
    @Suite(.scratch, .serialized, .needs("git"), .needs("tmux"), .tags(.real)) struct KillPointTests {
        @Test(arguments: Action.all)
        func killedAfterAnyStepTheNextCommandReachesTheSameEnd(_ action: Action) throws {
            try Workshop.with { shop in
                try shop.makeTown()
                let calm = try action.prepare(shop, 0)
                #expect(try action.call(shop, calm) == 0)
                let end = try action.end(shop, calm)
                for (number, step) in action.steps.enumerated() {
                    let subject = try action.prepare(shop, number + 1)
                    let status = try action.call(shop, subject, adding: ["GT_KILL_AFTER": step])
                    #expect(status == 137, "\(step) was not reached")
                    // A run that was killed after its last step has nothing left to do, and may say so.
                    let repeated = try action.call(shop, subject)
                    #expect(repeated == 0 || step == action.last, "the next run failed after a kill at \(step)")
                    let difference = try action.difference(shop, subject, from: end)
                    #expect(difference == nil, "killed after \(step)")
                }
            }
        }
    }
}
