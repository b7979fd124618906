import Effects
import Host
import Layout
import Ledger
import Settings
import Stores
import TestKit
import Testing
import Vocabulary

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite(.scratch) struct StoreMakerTests {
    private let effects = Effects.scripted(environment: ["GT_TEST_STORES": "1"])
    private let actor = Actor("tester", email: "tester@example.invalid")

    private func scratch() throws -> Scratch { try #require(Scratch.current) }
    private func prefix(_ text: String) throws -> Prefix { try #require(Prefix(text)) }

    @Test func makesAFolderThatHoldsAllThatIsWritten() throws {
        let folder = try scratch().folder("shop")
        try scratch().write("user's", to: "shop/file")
        let beads = BeadsFolder(in: folder)
        let outcome = try StoreMaker(beads, effects: effects).make(database: "shop", prefix: prefix("sh"), by: actor)
        guard case .made(let place) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(place.file == folder + "/.beads/dolt/shop/ledger.db")
        #expect(try Files.list(folder) == [".beads", "file"])
        #expect(try Files.list(beads.path) == [".gitignore", ".init.lock", "dolt", "metadata.json"])
        #expect(try Files.list(beads.path + "/dolt/shop").filter { !$0.hasPrefix(".") } == ["ledger.db"])
        #expect(try scratch().read("shop/.beads/.gitignore") == "*\n")
        let ledger = try Ledger(at: place.file, .reading, project: place.metadata.projectID, effects: effects)
        #expect(ledger.identity.prefix == (try prefix("sh")))
        #expect(ledger.identity.isTest)
    }

    @Test func aFinishedStoreIsFoundAndNotTouched() throws {
        let beads = BeadsFolder(in: try scratch().path)
        let maker = StoreMaker(beads, effects: effects)
        let first = try maker.make(database: "a", prefix: prefix("a"), by: actor).place
        let facts = Files.facts(of: first.file)
        let second = try maker.make(database: "b", prefix: prefix("b"), by: actor)
        #expect(second == .found(first))
        #expect(Files.facts(of: first.file) == facts)
    }

    @Test func insideATownTheLedgerLiesWithTheOthers() throws {
        let town = TownLayout(root: try scratch().path)
        let rig = town.rig(try #require(RigName("shop")))
        let place = try StoreMaker(rig.beads, town: town, effects: effects)
            .make(database: "shop", prefix: prefix("sh"), by: actor).place
        #expect(place.file == rig.ledger)
        #expect(place.town == town)
        #expect(!Files.exists(rig.beads.path + "/dolt"))
    }

    /// Each kill point of `init`: the process ends there, the next call completes.
    @Test(arguments: [1, 2, 3, 4])
    func aKilledInitIsCompletedByTheNextCall(step: Int) async throws {
        let folder = try scratch().path
        await #expect(processExitsWith: .failure) { [folder = folder as String, step = step as Int] in
            var effects = Effects.scripted(environment: ["GT_TEST_STORES": "1"])
            effects.steps = Steps { if $0.number == step { kill(getpid(), SIGKILL) } }
            _ = try StoreMaker(BeadsFolder(in: folder), effects: effects)
                .make(database: "k", prefix: #require(Prefix("k")), by: Actor("killed"))
        }
        let beads = BeadsFolder(in: folder)
        if step < 4 { #expect(throws: StoreFault.unfinished(beads)) { try StorePlace(beads) } }
        let outcome = try StoreMaker(beads, effects: effects).make(database: "k", prefix: prefix("k"), by: actor)
        switch (step, outcome) {
        case (1, .made), (2, .made), (3, .completed), (4, .found): break
        default: Issue.record("step \(step): \(outcome)")
        }
        #expect(try Files.list(beads.path + "/dolt/k").filter { $0.contains("draft") } == [])
        let stores = Stores(finder: StoreFinder(folder: folder, environment: [:]), effects: effects, actor: "a")
        #expect(try stores.ledger(.writing).read.prefix() == (try prefix("k")))
    }

    @Test func aLedgerOfAnotherPrefixIsNotTakenOver() throws {
        let beads = BeadsFolder(in: try scratch().path)
        _ = try StoreMaker(beads, effects: effects).make(database: "a", prefix: prefix("a"), by: actor)
        try Files.remove(beads.metadataFile)
        let problem = #expect(throws: Problem.self) {
            try StoreMaker(beads, effects: effects).make(database: "a", prefix: prefix("b"), by: actor)
        }
        #expect(problem?.hints == ["`bd init --prefix a` completes it as it is."])
        _ = try StoreMaker(beads, effects: effects).make(database: "a", prefix: prefix("a"), by: actor)
    }

    @Test(arguments: [
        ("shop", "shop"), (".config", "config"), ("my.app-", "my_app"), ("9lives", "bd_9lives"), ("ä", "__"),
        ("", "bd_"),
        ("_x", "_x"), ("a b", "a_b"),
    ])
    func aFolderGivesAPrefix(name: String, expected: String) {
        #expect(Prefix(folder: name).description == expected)
    }
}
