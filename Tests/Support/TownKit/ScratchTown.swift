package import Effects
package import Git
import Host
package import Layout
import Settings
package import Stores
package import TestKit
package import Vocabulary

/// A town with real ledgers, real git and a private tmux server, in the folder of the running test.
package struct ScratchTown {
    package let scratch: Scratch
    /// Programs, clock and randomness of the machine; an environment of its own.
    package var effects: Effects
    package let town: TownLayout
    package let actor = Actor("tester", email: "tester@example.invalid")

    /// An environment in which nothing of the user's counts.
    package static func environment(in scratch: Scratch) throws -> [String: String] {
        [
            "PATH": Effects.processEnvironment()["PATH"] ?? "/usr/bin:/bin", "HOME": try scratch.folder("home"),
            "GIT_CONFIG_NOSYSTEM": "1", "GT_TEST_STORES": "1", "BEADS_ACTOR": "tester", "USER": "tester",
            "GT_TMUX_SOCKET": "gt-test-\(PathText.name(of: scratch.path).suffix(12))",
        ]
    }

    /// Makes the town `town` with its ledger and no rigs; needs the `.scratch` trait.
    package init() throws {
        guard let scratch = Scratch.current else {
            throw Problem(.internalFault, "a scratch town needs the trait .scratch")
        }
        self.scratch = scratch
        effects = .live(environment: try Self.environment(in: scratch))
        town = TownLayout(root: try Files.realPath(scratch.folder("town")))
        guard let prefix = Prefix("hq"), let convoys = Prefix("hq-cv") else {
            throw Problem(.internalFault, "hq is a prefix")
        }
        _ = try StoreMaker(town.beads, town: town, effects: effects)
            .make(database: TownLayout.database, prefix: prefix, by: actor)
        var routes = try Routes.read(town.beads)
        for prefix in [prefix, convoys] { routes.set(Routes.Route(prefix: prefix, path: ".")) }
        try routes.write()
        try RigRegistry.read(town).write()
        try TownIdentity(name: "town", owner: "", createdAt: effects.now()).write(town)
    }

    /// The ledgers as seen from a folder of the town, with nothing open yet.
    package func stores(in folder: String = "") -> Stores {
        let finder = StoreFinder(folder: PathText.absolute(folder, from: town.root), environment: effects.environment)
        return Stores(finder: finder, effects: effects, actor: "tester")
    }

    /// The name of the town's own tmux server, which no other test has.
    package var socket: String { effects.environment["GT_TMUX_SOCKET"] ?? "gt-test" }

    /// Git in a folder of the test, with an author.
    package func git(_ folder: String) -> Git {
        let identity = GitIdentity(name: "tester", email: "tester@example.invalid")
        return Git(in: PathText.absolute(folder, from: scratch.path), effects, as: identity)
    }

    /// Makes the bare repository `<name>.git` with one commit of these files on `branch`; returns its path.
    package func makeRemote(
        _ name: String = "remote",
        _ files: [String: String] = ["README": "hello\n"],
        branch: String = "trunk"
    ) throws -> String {
        let seed = try scratch.folder("\(name)-seed")
        let git = git(seed)
        try git.call(["init", "--quiet", "--template=", "--initial-branch=\(branch)"])
        for (file, text) in files { try scratch.write(text, to: "\(name)-seed/\(file)") }
        _ = try git.commitAll("first")
        let path = scratch.file("\(name).git")
        try git.call(["clone", "--quiet", "--bare", "--template=", seed, path])
        return try Files.realPath(path)
    }
}
