import Layout
import Ledger
import Refinery
import TestKit
import Testing
import Vocabulary

@Suite(.scratch) struct RefineryLoopTests {
    /// A branch that cannot be locked on the remote made a hundred batches in half a minute.
    @Test func whatGoesOnLosingTheRaceWaitsAndSaysSo() throws {
        let scratch = try #require(Scratch.current)
        let rig = TownLayout(root: try scratch.folder("town")).rig(try #require(RigName("shop")))
        let request = BeadID(trusted: "sh-mr-0123456789")
        var passes = 0
        var rests = 0
        var said: [String?] = []
        try RefineryLoop(rig: rig, say: { _ in }).run(
            { _ in
                passes += 1
                return .worked([request: passes < 4 ? .returned : .landed])
            },
            rest: {
                rests += 1
                said.append(PassFault.read(rig))
            },
            isOver: { passes == 4 }
        )
        #expect(passes == 4 && rests == 4)
        #expect(said[0] == nil && said[3] == nil)
        #expect(said[1]?.contains("2 times in a row") == true && said[2]?.contains("3 times in a row") == true)
    }
}
