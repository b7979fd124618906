import Effects
import Foundation
import Host
import Layout
import Refinery
import TestKit
import Testing
import TownKit
import Vocabulary

/// One refinery a rig, and what it does between two passes.
@Suite(.scratch) struct RefineryLockTests {
    private var rig: RigLayout {
        get throws {
            let scratch = try #require(Scratch.current)
            return TownLayout(root: scratch.file("town")).rig(try #require(RigName("shop")))
        }
    }

    private var effects: Effects { .live(environment: Effects.processEnvironment()) }

    @Test func aSecondOneIsRefusedWhileTheFirstLives() throws {
        let first = try RefineryLock.take(rig, effects: effects)
        let problem = #expect(throws: Problem.self) { try RefineryLock.take(rig, effects: effects) }
        #expect(problem?.summary == "the refinery of shop runs already")
        withExtendedLifetime(first) {}
    }

    @Test func itIsFreeAgainWhenTheFirstIsGone() throws {
        do {
            let first = try RefineryLock.take(rig, effects: effects)
            withExtendedLifetime(first) {}
        }
        _ = try RefineryLock.take(rig, effects: effects)
    }

    @Test func theLoopSleepsUntilItIsRungAndGoesOnAfterAFailure() throws {
        let rig = try rig
        var said: [String] = []
        let loop = try RefineryLoop(rig: rig) { said.append($0) }
        var rings: [Bool] = []
        loop.run(
            { isRung in
                rings.append(isRung)
                Bell.ring(rig.refineryBell)
                if rings.count == 2 { throw Problem(.environment, "the disk is full", causes: ["no space"]) }
                return rings.count == 1 ? .worked([:]) : .idle
            },
            rest: {},
            isOver: { rings.count == 4 }
        )
        #expect(rings == [true, true, true, true])
        #expect(said == ["the disk is full: no space"])
    }
}
