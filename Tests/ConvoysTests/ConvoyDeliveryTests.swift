import Convoys
import Ledger
import Mail
import Stores
import TestKit
import Testing
import TownKit
import Vocabulary

@Suite(.scratch) struct ConvoyDeliveryTests {
    @Test func newsOfARigKeepConvoysTrue() throws {
        let town = try ScratchTown()
        try town.makeRig()
        try town.makeRig("core", prefix: "sh-co")
        let a = try town.task("sh-a")
        let b = try town.task("sh-co-b", in: "core")
        let rig = try #require(RigName("shop"))
        var deliveries = Deliveries()
        deliveries.registerMail()
        deliveries.registerConvoys { town.stores() }

        try town.change("shop") {
            try $0.post(ConvoyNews.slung, to: "hq", #"{"bead": "sh-a", "title": "Task a", "rig": "shop"}"#)
            try $0.post(ConvoyNews.slung, to: "hq", #"{"bead": "sh-co-b", "title": "Task b", "rig": "core"}"#)
            try $0.post(ConvoyNews.slung, to: "hq", #"{"bead": "nothing"}"#)
        }
        let first = try deliveries.deliver(from: "shop", in: town.stores(), operation: OperationID("one"))
        #expect(first.delivered.count == 2)
        #expect(first.left.map(\.reason.summary) == ["an outbox row of the kind convoy names no bead"])
        #expect(try ConvoyBook(of: town.stores()).open().map(\.title) == ["Work: Task a", "Work: Task b"])

        for id in [a, b] {
            try town.change(id == a ? "shop" : "core") {
                try $0.close(id)
                try $0.post(ConvoyNews.closed, to: "hq", ConvoyNews.closedPayload(id, rig: rig, commit: "abc"))
            }
        }
        for number in 0..<2 {
            for database in ["shop", "core"] {
                _ = try deliveries.deliver(
                    from: database,
                    in: town.stores(),
                    operation: OperationID("\(database)\(number)")
                )
            }
        }
        let inbox = try Mailbox(of: .overseer).messages(in: town.stores().hq().read)
        #expect(inbox.map(\.subject).sorted() == ["Convoy complete: Work: Task a", "Convoy complete: Work: Task b"])
        #expect(try ConvoyBook(of: town.stores()).open().isEmpty)
    }
}
