import Ledger
import Mail
import Stores
import TestKit
import Testing
import TownKit
import Vocabulary

@Suite(.scratch) struct MailDeliveryTests {
    @Test func aLetterFromARigArrivesOnce() throws {
        let town = try ScratchTown()
        try town.makeRig()
        let token = "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a"
        var letter = Letter(to: [.overseer], from: "shop/refinery", subject: "Red", body: "log: \(token)")
        letter.priority = 1
        letter.duplicateKey = "red:shop"
        letter.timeToLive = .seconds(60)
        let payload = letter.payload
        #expect(!payload.contains(token))
        #expect(try Letter(payload: payload) == letter.tidied)
        try town.change("shop") { try $0.post(Letter.outboxKind, to: "hq", payload) }

        var deliveries = Deliveries()
        deliveries.registerMail()
        let rows = try town.stores().database("shop").read.outbox()
        for number in 0..<3 {
            // As after a kill between delivery and striking: the row is there again.
            let report = try deliveries.deliver(from: "shop", in: town.stores(), operation: OperationID("d\(number)"))
            #expect(report.left.isEmpty)
            let stores = town.stores()
            let row = rows[0]
            _ = try stores.hq(.writing).transaction(as: stores.actor, row.delivery, message: "again") {
                try Letter(payload: row.payload).send(in: $0)
            }
        }
        let inbox = try Mailbox(of: .overseer).messages(in: town.stores().hq().read)
        #expect(inbox.map(\.subject) == ["Red"])
        #expect(inbox.first?.body == "log: [GitHub token removed]")
        #expect(try town.stores().database("shop").read.outbox().isEmpty)
    }

    @Test func whatNobodyCanGetGoesToTheOverseer() throws {
        let letter = try Letter(
            payload: #"{"to": ["shop/polecats/x", "no where"], "subject": "Hi", "reply_to": "hq-1"}"#
        )
        #expect(letter.recipients.map(\.description) == ["shop/polecats/x", "overseer"])
        #expect(letter.sender == "gt")
        #expect(letter.body == "\n\n[This was meant for shop/polecats/x, no where.]")
    }
}
