import Basics
import Effects
import Ledger
import LedgerKit
import Mail
import TestKit
import Testing
import Vocabulary

@Suite(.scratch) struct OverdueTests {
    @Test func whatExpiresIsReportedToItsSender() throws {
        let time = ManualTime(step: .zero)
        let hq = try ScratchLedger("hq", prefix: "hq", effects: .scripted(time: time))
        let polecat = try #require(Address("shop/polecats/toast"))
        var letter = Letter(to: [polecat], from: "mayor", subject: "Stop", body: "now")
        letter.timeToLive = .seconds(60)
        let id = try hq.write { try letter.send(in: $0) }[0]
        var nudge = NudgeRequest(to: polecat, from: "overseer", text: "look up")
        nudge.timeToLive = .seconds(60)
        try hq.change { try nudge.queue(in: $0) }
        #expect(try Overdue(in: hq.ledger.read, at: hq.effects.now()).isEmpty)

        time.pause(.seconds(60))
        #expect(try Overdue(of: .mayor, in: hq.ledger.read, at: hq.effects.now()).isEmpty)
        for _ in 0..<2 {
            try hq.change { try Overdue(in: $0.read, at: $0.time).settle(in: $0) }
        }
        #expect(try hq.ledger.read.message(id).map(\.state) == [.expired])
        #expect(try hq.ledger.read.nudges(for: polecat).isEmpty)
        let toMayor = try Mailbox(of: .mayor).messages(in: hq.ledger.read)
        #expect(toMayor.map(\.subject) == ["Not read in time: Stop"])
        #expect(toMayor.first?.replyTo == id)
        let toOverseer = try Mailbox(of: .overseer).messages(in: hq.ledger.read)
        #expect(toOverseer.map(\.subject) == ["Nudge not delivered: shop/polecats/toast"])
        #expect(toOverseer.first?.body.hasSuffix("look up") == true)
        #expect(try Mailbox(of: polecat).messages(in: hq.ledger.read).isEmpty)
    }
}
