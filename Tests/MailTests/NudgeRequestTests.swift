import Effects
import Ledger
import LedgerKit
import Mail
import SQL
import TestKit
import Testing
import Vocabulary

@Suite(.scratch) struct NudgeRequestTests {
    @Test func theQueueHasADepth() throws {
        let time = ManualTime(step: .zero)
        let hq = try ScratchLedger("hq", prefix: "hq", effects: .scripted(time: time))
        let nudge = NudgeRequest(to: .mayor, from: "overseer", text: "hi")
        for _ in 0..<NudgeRequest.deepest { try hq.change { try nudge.queue(in: $0) } }
        #expect(throws: LetterFault.deep(.mayor, 50)) { try hq.change { try nudge.queue(in: $0) } }
        // What has expired takes no place.
        time.pause(.seconds(1800))
        try hq.change { try nudge.queue(in: $0) }
    }

    @Test func refusesWhatNoNudgeMayBe() throws {
        let hq = try ScratchLedger("hq", prefix: "hq")
        let refinery = try #require(Address("shop/refinery"))
        func refused(_ nudge: NudgeRequest, _ fault: LetterFault) {
            #expect(throws: fault) { try hq.change { try nudge.queue(in: $0) } }
        }
        refused(NudgeRequest(to: .overseer, from: "mayor", text: "hi"), .noAgent(.overseer))
        refused(NudgeRequest(to: refinery, from: "mayor", text: "hi"), .noAgent(refinery))
        refused(NudgeRequest(to: .mayor, from: "mayor", text: " \n"), .noText)
        let token = "AKIA" + "IOSFODNN7EXAMPLE"
        refused(NudgeRequest(to: .mayor, from: "mayor", text: token), .credential("AWS key"))
        let long = String(repeating: "x", count: 9000)
        refused(NudgeRequest(to: .mayor, from: "mayor", text: long), .longNudge(9000, limit: 8192))
        #expect(try hq.ledger.read.nudges(for: .mayor).isEmpty)
    }

    @Test func leavesNothingInHistory() throws {
        let hq = try ScratchLedger("hq", prefix: "hq")
        let before = try hq.ledger.read.database.value("SELECT dolt_hashof('HEAD')")
        try hq.change { try NudgeRequest(to: .mayor, from: "overseer", text: "hi").queue(in: $0) }
        #expect(try hq.ledger.read.database.value("SELECT dolt_hashof('HEAD')") == before)
    }
}
