import Effects
import Git
import Host
import Layout
import Ledger
import Settings
import Stores
import TestKit
import Testing
import TownKit
import Towns
import Vocabulary

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite(.scratch, .needs("git")) struct TownInstallerTests {
    private let actor = Actor("tester", email: "tester@example.invalid")

    private func scratch() throws -> Scratch { try #require(Scratch.current) }

    private func effects() throws -> Effects { .live(environment: try ScratchTown.environment(in: scratch())) }

    private func install(_ path: String, git: Bool = false, _ effects: Effects? = nil) throws -> TownLayout {
        try TownInstaller(at: scratch().file(path), effects: effects ?? self.effects(), by: actor).install(withGit: git)
    }

    private func expectWhole(_ town: TownLayout, git: Bool = true) throws {
        let identity = try #require(try TownIdentity.read(town))
        #expect(identity.name == "town" && identity.owner == "tester@example.invalid")
        #expect(try RigRegistry.read(town).entries.isEmpty)
        #expect(try Routes.read(town.beads).all.map(\.prefix.description) == ["hq", "hq-cv"])
        let stores = Stores(
            finder: StoreFinder(folder: town.root, environment: [:]),
            effects: try effects(),
            actor: "tester"
        )
        #expect(try stores.hq().read.allAgents().map(\.id.description) == ["hq-deacon", "hq-mayor"])
        #expect(Files.linkTarget(of: town.root + "/AGENTS.md") == "CLAUDE.md")
        var names = [
            ".beads", ".dolt-data", ".git", ".gitignore", ".runtime", "AGENTS.md", "CLAUDE.md", "daemon", "mayor",
            "settings",
        ]
        if !git { names.removeAll { $0.hasPrefix(".git") } }
        #expect(try Files.list(town.root) == names)
        #expect(try Files.list(town.daemon) == ["locks", "pending"])
        guard git else { return }
        let status = try Git(in: town.root, effects()).status()
        #expect(status.isClean && status.branch == "main")
    }

    @Test func makesATownThatIsWhole() throws {
        try expectWhole(install("town", git: true))
    }

    @Test func anEmptyFolderWillDoAndAFullOneWillNot() throws {
        _ = try scratch().folder("town")
        try expectWhole(install("town"), git: false)
        try scratch().write("mine", to: "full/file")
        let full = try Files.realPath(scratch().file("full"))
        #expect(throws: TownFault.notEmpty(path: full)) { try install("full") }
        #expect(try Files.list(full) == ["file"])
    }

    @Test func aTownIsMadeOnceAndNotInsideAnother() throws {
        let town = try install("town")
        #expect(throws: TownFault.alreadyThere(path: town.root)) { try install("town") }
        #expect(throws: TownFault.insideTown(path: town.root + "/deep/in", town: town.root)) {
            try install("town/deep/in")
        }
        #expect(!Files.exists(town.root + "/deep"))
    }

    @Test func aCallThatFailsTakesAllOfItBack() throws {
        var effects = try effects()
        effects.environment["PATH"] = "/nowhere"
        #expect(throws: GitFailure.self) { try install("deep/town", git: true, effects) }
        #expect(try !Files.exists(scratch().file("deep/town")))
        _ = try scratch().folder("there")
        #expect(throws: GitFailure.self) { try install("there", git: true, effects) }
        #expect(try Files.list(scratch().file("there")).isEmpty)
    }

    /// Makes a town with an install that is killed after `step`.
    private func killedTown(after step: Int) async throws {
        let path = try scratch().file("town")
        await #expect(processExitsWith: .failure) {
            [path = path as String, step = step as Int, environment = try effects().environment as [String: String]] in
            var effects = Effects.live(environment: environment)
            effects.steps = Steps { if $0 == Step("install", step) { kill(getpid(), SIGKILL) } }
            _ = try TownInstaller(at: path, effects: effects, by: Actor("tester", email: "tester@example.invalid"))
                .install(withGit: true)
        }
    }

    @Test(arguments: [4, 8, 9])
    func aCallThatFailsTakesNothingBackThatAnEarlierOneMade(step: Int) async throws {
        try await killedTown(after: step)
        let path = try scratch().file("town")
        try scratch().write("mine\n", to: "town/shop/file")
        let before = try Files.list(path)
        try scratch().write("[broken", to: "broken")
        var effects = try effects()
        effects.environment["GIT_CONFIG_GLOBAL"] = try scratch().file("broken")
        #expect(throws: GitFailure.self) { try install("town", git: true, effects) }
        let after = try Files.list(path)
        #expect(before.allSatisfy(after.contains), "\(after)")
        #expect(Files.exists(path + "/mayor/town.json") == (step > 7))
        try Files.removeTree(path + "/shop")
        try expectWhole(install("town", git: true))
    }

    @Test(arguments: ["daemon/main.c", "daemon/locks/mine"])
    func aFolderThatOnlyHasTheNameOfOursIsSomebodyElses(file: String) throws {
        try scratch().write("mine", to: "town/" + file)
        #expect(throws: TownFault.self) { try install("town", git: true) }
        #expect(try Files.text(at: scratch().file("town/" + file)) == "mine")
        // Not even a file of the mark's name makes it ours.
        try scratch().write("", to: "town/daemon/installing")
        var effects = try effects()
        effects.environment["PATH"] = "/nowhere"
        #expect(throws: GitFailure.self) { try install("town", git: true, effects) }
        #expect(try Files.text(at: scratch().file("town/" + file)) == "mine")
    }

    @Test(arguments: 1...10)
    func aKilledCallIsCompletedByTheNext(step: Int) async throws {
        try await killedTown(after: step)
        if step < 10 {
            try expectWhole(install("town", git: true))
        } else {
            #expect(throws: TownFault.self) { try install("town", git: true) }
        }
    }

    @Test(arguments: [2, 6, 12, 20, 30, 45, 70, 100])
    func aCallKilledAtAnyMomentIsCompletedByTheNext(milliseconds: Int) async throws {
        let path = try scratch().file("town")
        await #expect(processExitsWith: .failure) {
            [
                path = path as String, milliseconds = milliseconds as Int,
                environment = try effects().environment as [String: String]
            ] in
            // SIGALRM is not caught: the process ends in the middle of whatever it does.
            ualarm(numericCast(milliseconds * 1000), 0)
            _ = try TownInstaller(
                at: path,
                effects: .live(environment: environment),
                by: Actor("tester", email: "tester@example.invalid")
            )
            .install(withGit: true)
            while true { pause() }
        }
        do {
            try expectWhole(install("town", git: true))
        } catch TownFault.alreadyThere {
            // The kill came after the end.
            #expect(try TownIdentity.read(TownLayout(root: Files.realPath(path))) != nil)
        }
    }
}
