package import Effects
import Host
package import Layout
package import Ledger
import Settings
package import Vocabulary

/// The open ledgers of one command or loop: from a folder, a bead or a rig to a checked ledger.
///
/// A ledger is opened when it is first asked for and stays open as long as this value lives. For one
/// thread at a time, as ledgers are.
package final class Stores {
    package let finder: StoreFinder
    private let effects: Effects
    private let patience: Duration
    private var open: [Key: Ledger] = [:]
    private var current: StorePlace?
    private var routes: [BeadsFolder: Routes] = [:]
    private let actorQuestion: ActorQuestion

    private struct Key: Hashable {
        let file: String
        let mode: Ledger.Mode
    }

    /// Nothing is opened yet; where the environment does not name the actor, git is asked meanwhile.
    ///
    /// - Parameters:
    ///   - finder: What the command line and the environment mean.
    ///   - effects: Clock, randomness, environment and programs.
    ///   - actor: Who acts, if the command line says so.
    ///   - patience: How long a write tries again on a busy ledger.
    package init(finder: StoreFinder, effects: Effects, actor: String? = nil, patience: Duration = .seconds(30)) {
        self.finder = finder
        self.effects = effects
        self.patience = patience
        actorQuestion = ActorQuestion(named: actor, effects: effects, folder: finder.folder)
    }

    /// Who acts: the command line, `BEADS_ACTOR`, `BD_ACTOR`, git's `user.name`, `USER`, else `unknown`.
    package var actor: Actor { actorQuestion.answer() }

    /// The mail address of the accountable person, `nil` where nothing tells it; starts no program
    /// where the environment names the actor.
    package var ownerMail: String? {
        actor.email ?? GitMail(environment: effects.environment, folder: finder.folder).read()
    }

    /// Begins to ask git who acts, if it must be asked, so that the answer is there when ``actor`` is needed.
    package func askForActor() { actorQuestion.begin() }

    /// The store that the command's folder means.
    package func here() throws -> StorePlace {
        if let current { return current }
        let place = try StorePlace(finder.beads())
        current = place
        return place
    }

    /// The ledger that the command's folder means.
    package func ledger(_ mode: Ledger.Mode = .reading) throws -> Ledger { try ledger(at: here(), mode) }

    /// The ledger of a store.
    ///
    /// One that is open in the wanted mode is returned again. What `metadata.json` says is compared with
    /// what stands inside the file.
    package func ledger(at place: StorePlace, _ mode: Ledger.Mode = .reading) throws -> Ledger {
        let key = Key(file: place.file, mode: mode)
        if let known = open[key] { return known }
        let ledger = try Ledger(
            at: place.file,
            mode,
            project: place.metadata.projectID,
            scope: place.town == nil ? .project : .town,
            effects: effects,
            patience: patience
        )
        let wantsTest = effects.environment["GT_TEST_STORES"] == "1"
        guard ledger.identity.isTest == wantsTest else {
            throw StoreFault.testBoundary(file: place.file, isTest: ledger.identity.isTest)
        }
        open[key] = ledger
        return ledger
    }

    /// The store in which `bead` is at home: that of the longest prefix among the routes, else the current one.
    ///
    /// Where a route leads elsewhere and the bead is not there but here, it is here.
    package func place(of bead: BeadID) throws -> StorePlace {
        let here = try here()
        guard let there = try elsewhere(bead) else { return here }
        if try ledger(at: there).read.shelf(of: bead) != nil { return there }
        return try ledger(at: here).read.shelf(of: bead) != nil ? here : there
    }

    /// The store that the routes name for beads of such an id, `nil` where that is the current one.
    package func elsewhere(_ bead: BeadID) throws -> StorePlace? {
        let here = try here()
        let routes = try routes(of: here.routing)
        guard let route = routes.route(for: bead) else { return nil }
        let there = try StorePlace(routes.target(of: route))
        return there.file == here.file ? nil : there
    }

    /// The ledger in which `bead` is at home.
    package func ledger(of bead: BeadID, _ mode: Ledger.Mode = .reading) throws -> Ledger {
        try ledger(at: place(of: bead), mode)
    }

    /// The town that is meant; outside of all it is an error.
    package func town() throws -> TownLayout { try finder.requiredTown() }

    /// The town's own ledger: convoys, mail, processes.
    package func hq(_ mode: Ledger.Mode = .reading) throws -> Ledger {
        try ledger(at: StorePlace(town().beads), mode)
    }

    /// The ledger of a registered rig.
    package func rig(_ name: RigName, _ mode: Ledger.Mode = .reading) throws -> Ledger {
        try ledger(at: Self.place(of: name, in: town()), mode)
    }

    /// The ledger of the database `name` of the town: `hq` or a registered rig's.
    package func database(_ name: String, _ mode: Ledger.Mode = .reading) throws -> Ledger {
        try ledger(at: Self.place(ofDatabase: name, in: town()), mode)
    }

    /// The place of the database that a person calls `name`: the current one, or in its town `hq` or a registered rig's.
    ///
    /// The town is that of the current ledger, and that of the folder only where there is no such ledger or it is in none.
    package func place(ofDatabase name: String) throws -> StorePlace {
        let here = try? self.here()
        if let here, here.database == name { return here }
        guard let town = here?.town ?? finder.town() else {
            guard let here else { throw StoreFault.outsideTown(folder: finder.folder) }
            throw Problem(.notFound, "no database \(name): the one here is \(here.database) and belongs to no town")
        }
        return try Self.place(ofDatabase: name, in: town)
    }

    private static func place(ofDatabase name: String, in town: TownLayout) throws -> StorePlace {
        if name == TownLayout.database { return try StorePlace(town.beads) }
        guard let rig = RigName(name) else {
            throw Problem(.notFound, "no database \(name) in this town", hints: ["`gt rig list` shows the rigs."])
        }
        return try place(of: rig, in: town)
    }

    private static func place(of rig: RigName, in town: TownLayout) throws -> StorePlace {
        guard try RigRegistry.read(town)[rig] != nil else { throw StoreFault.unknownRig(rig, town: town) }
        return try StorePlace(town.rig(rig).beads)
    }

    /// The stores of the town: its own, then those of its rigs as they were added.
    package func places() throws -> [StorePlace] {
        let town = try town()
        let rigs = try RigRegistry.read(town).entries.map { town.rig($0.name).beads }
        return try ([town.beads] + rigs).map(StorePlace.init)
    }

    /// Closes every ledger; the next question opens and reads anew.
    ///
    /// For loops that live long: a registry or a route may have changed meanwhile.
    package func close() {
        open = [:]
        routes = [:]
        current = nil
    }

    private func routes(of beads: BeadsFolder) throws -> Routes {
        if let known = routes[beads] { return known }
        let read = try Routes.read(beads)
        routes[beads] = read
        return read
    }
}
