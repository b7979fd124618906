import Effects
import Layout
import Ledger
import Settings
import Stores
import TestKit
import Testing
import Vocabulary

@Suite(.scratch) struct DeliveriesTests {
    private let effects = Effects.scripted(environment: ["GT_TEST_STORES": "1"])
    private let actor = Actor("tester", email: "tester@example.invalid")

    private func makeStores() throws -> Stores {
        let scratch = try #require(Scratch.current)
        let town = TownLayout(root: scratch.path)
        try TownIdentity(name: "town", owner: "", createdAt: effects.now()).write(town)
        var registry = try RigRegistry.read(town)
        let name = try #require(RigName("shop"))
        let prefix = try #require(Prefix("sh"))
        registry.add(RigRegistry.Entry(name: name, prefix: prefix, remote: "", addedAt: effects.now()))
        try registry.write()
        _ = try StoreMaker(town.beads, effects: effects)
            .make(database: "hq", prefix: #require(Prefix("hq")), by: actor)
        _ = try StoreMaker(town.rig(name).beads, effects: effects).make(database: "shop", prefix: prefix, by: actor)
        return Stores(finder: StoreFinder(folder: town.root, environment: [:]), effects: effects, actor: "tester")
    }

    private var deliveries: Deliveries {
        var deliveries = Deliveries()
        deliveries.register("count") { row, transaction in
            let old = try transaction.read.config("test.\(row.payload)").flatMap(Int.init) ?? 0
            try transaction.setConfig("test.\(row.payload)", "\(old + 1)")
        }
        return deliveries
    }

    private func post(_ kinds: [String], _ stores: Stores) throws {
        try stores.database("shop", .writing).transaction(as: actor, effects.makeOperation(), message: "test") {
            transaction in
            for kind in kinds { try transaction.post(kind, to: "hq", "n") }
        }
    }

    @Test func rowsAreDeliveredOnceAndStruck() throws {
        let stores = try makeStores()
        try post(["count", "count"], stores)
        let report = try deliveries.deliver(from: "shop", in: stores, operation: effects.makeOperation())
        #expect(report.delivered.count == 2 && report.left.isEmpty)
        #expect(try stores.hq().read.config("test.n") == "2")
        #expect(try stores.database("shop").read.outbox().isEmpty)
        #expect(try deliveries.deliver(from: "shop", in: stores, operation: effects.makeOperation()).delivered.isEmpty)
    }

    @Test func aDeliveryThatWasNotStruckIsNotRepeated() throws {
        let stores = try makeStores()
        try post(["count"], stores)
        let row = try #require(try stores.database("shop").read.outbox().first)
        // As after a kill between the delivery and the striking of its row.
        try stores.hq(.writing).transaction(as: actor, row.delivery, message: "test") { transaction in
            try transaction.setConfig("test.n", "1")
        }
        _ = try deliveries.deliver(from: "shop", in: stores, operation: effects.makeOperation())
        #expect(try stores.hq().read.config("test.n") == "1")
        #expect(try stores.database("shop").read.outbox().isEmpty)
    }

    @Test func aRowThatFailsStaysAndDoesNotKeepTheOthers() throws {
        let stores = try makeStores()
        try post(["unknown", "count"], stores)
        let report = try deliveries.deliver(from: "shop", in: stores, operation: effects.makeOperation())
        #expect(report.delivered.map(\.kind) == ["count"])
        #expect(report.left.map(\.row.kind) == ["unknown"])
        #expect(try stores.database("shop").read.outbox().map(\.kind) == ["unknown"])
    }
}
