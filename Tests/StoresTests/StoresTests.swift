import Effects
import Host
import Layout
import Ledger
import Settings
import Stores
import TestKit
import Testing
import Vocabulary

@Suite(.scratch) struct StoresTests {
    private let effects = Effects.scripted(environment: ["GT_TEST_STORES": "1"])
    private let actor = Actor("tester", email: "tester@example.invalid")

    private func scratch() throws -> Scratch { try #require(Scratch.current) }

    private func stores(_ folder: String, _ environment: [String: String] = [:]) throws -> Stores {
        Stores(
            finder: StoreFinder(folder: try scratch().file(folder), environment: environment),
            effects: effects,
            actor: "tester"
        )
    }

    @Test func aDatabaseIsFoundFromTheLedgerThatIsMeant() throws {
        let town = try makeTown()
        let one = town.rig(try #require(RigName("one"))).beads
        let outside = try stores("else", ["BEADS_DIR": one.path])
        #expect(try outside.place(ofDatabase: "one").beads == one)
        #expect(try outside.place(ofDatabase: "hq").beads == town.beads)
        #expect(try outside.place(ofDatabase: "two").database == "two")
        try make(BeadsFolder(in: try scratch().folder("alone")), "own", "o", nil)
        #expect(try stores("alone").place(ofDatabase: "own").database == "own")
        let problem = #expect(throws: Problem.self) { try stores("alone").place(ofDatabase: "hq") }
        #expect(problem?.summary == "no database hq: the one here is own and belongs to no town")
    }

    /// A town with two rigs whose prefixes are `a` and `a-b`, each with a bead.
    private func makeTown() throws -> TownLayout {
        let town = TownLayout(root: try scratch().folder("town"))
        try TownIdentity(name: "town", owner: "", createdAt: effects.now()).write(town)
        var registry = try RigRegistry.read(town)
        try make(town.beads, "hq", "hq", town)
        var routes = try Routes.read(town.beads)
        routes.set(Routes.Route(prefix: try #require(Prefix("hq")), path: "."))
        for (name, prefix) in [("one", "a"), ("two", "a-b")] {
            let rig = town.rig(try #require(RigName(name)))
            try make(rig.beads, name, prefix, town)
            let prefix = try #require(Prefix(prefix))
            registry.add(RigRegistry.Entry(name: rig.name, prefix: prefix, remote: "u", addedAt: effects.now()))
            routes.set(Routes.Route(prefix: prefix, path: name))
        }
        try registry.write()
        try routes.write()
        return town
    }

    private func make(_ beads: BeadsFolder, _ database: String, _ prefix: String, _ town: TownLayout?) throws {
        let place = try StoreMaker(beads, town: town, effects: effects)
            .make(database: database, prefix: #require(Prefix(prefix)), by: actor).place
        let ledger = try Ledger(at: place.file, .writing, effects: effects)
        try ledger.transaction(as: actor, effects.makeOperation(), message: "test") { transaction in
            try transaction.insert(Bead(id: BeadID(trusted: "\(prefix)-1"), title: prefix, at: transaction.time))
        }
    }

    @Test func aBeadIsInTheLedgerOfTheLongestPrefix() throws {
        _ = try makeTown()
        _ = try scratch().folder("town/one/deep")
        let stores = try stores("town/one/deep")
        #expect(try stores.here().database == "one")
        #expect(try stores.ledger(of: BeadID(trusted: "a-b-1")).read.bead(BeadID(trusted: "a-b-1"))?.title == "a-b")
        #expect(try stores.place(of: BeadID(trusted: "a-1")).database == "one")
        #expect(try stores.place(of: BeadID(trusted: "hq-cv-x")).database == "hq")
        #expect(try stores.place(of: BeadID(trusted: "zz-1")).database == "one")
        #expect(try stores.places().map(\.database) == ["hq", "one", "two"])
        #expect(try stores.rig(#require(RigName("two"))).identity.prefix.description == "a-b")
        #expect(throws: StoreFault.self) { try stores.rig(#require(RigName("three"))) }
    }

    @Test func aBeadThatIsHereIsHereWhateverItsPrefixSays() throws {
        let town = try makeTown()
        let ledger = try Ledger(at: town.ledger("one"), .writing, effects: effects)
        let stray = BeadID(trusted: "a-b-stray")
        try ledger.transaction(as: actor, effects.makeOperation(), message: "test") { transaction in
            try transaction.insert(Bead(id: stray, title: "stray", at: transaction.time))
        }
        #expect(try stores("town/one").place(of: stray).database == "one")
        #expect(try stores("town").place(of: stray).database == "two")
    }

    @Test func aFolderThatIsNoFinishedRigIsRefused() throws {
        let town = try makeTown()
        _ = try scratch().folder("town/half/.beads")
        let problem = #expect(throws: StoreFault.self) { try stores("town/half").here() }
        #expect(problem == .noRig(folder: town.root + "/half", town: town))
        #expect(try stores("town/mayor").here().database == "hq")
    }

    @Test func theEnvironmentNamesAFolder() throws {
        let town = try makeTown()
        _ = try scratch().folder("else")
        let rig = town.rig(try #require(RigName("two")))
        let stores = try stores("else", ["BEADS_DIR": rig.beads.path])
        #expect(try stores.here().database == "two")
        #expect(try stores.place(of: BeadID(trusted: "hq-1")).database == "hq")
        #expect(throws: StoreFault.self) { try stores.town() }
        #expect(try self.stores("else", ["GT_TOWN_ROOT": town.root]).hq().identity.prefix.description == "hq")
        #expect(throws: StoreFault.unfinished(BeadsFolder(path: try scratch().file("else/none")))) {
            try self.stores("else", ["BEADS_DIR": "none"]).here()
        }
    }

    @Test func aWorktreeElsewhereMeansItsMainCheckout() throws {
        try make(BeadsFolder(in: try scratch().folder("main")), "m", "m", nil)
        _ = try scratch().folder("main/.git/worktrees/w")
        try scratch().write("../..\n", to: "main/.git/worktrees/w/commondir")
        try scratch().write("gitdir: \(scratch().file("main/.git/worktrees/w"))\n", to: "apart/.git")
        _ = try scratch().folder("apart/src")
        #expect(try stores("apart/src").here().database == "m")
        #expect(throws: StoreFault.self) { try stores("nowhere").here() }
    }

    @Test func anotherProjectsFileIsRefused() throws {
        let town = try makeTown()
        try Files.rename(town.ledger("two"), to: town.ledger("one"))
        let problem = #expect(throws: Problem.self) { try stores("town/one").ledger() }
        #expect(problem?.kind == .conflict)
    }

    @Test func storesOfTestsAndOthersAreKeptApart() throws {
        _ = try makeTown()
        let finder = StoreFinder(folder: try scratch().file("town"), environment: [:])
        let real = Stores(finder: finder, effects: .scripted(), actor: "a")
        #expect(throws: StoreFault.self) { try real.ledger() }
    }

    @Test func theTownsRoutesAreReadAgainAfterClosing() throws {
        let town = try makeTown()
        let stores = try stores("town")
        #expect(try stores.place(of: BeadID(trusted: "a-b-1")).database == "two")
        var routes = try Routes.read(town.beads)
        routes.remove(try #require(Prefix("a-b")))
        try routes.write()
        stores.close()
        #expect(try stores.place(of: BeadID(trusted: "a-b-1")).database == "one")
    }
}
