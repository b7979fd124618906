package import Effects
import Git
import Host
package import Layout
import Ledger
import Settings
import Stores
package import Vocabulary

/// Makes a town in a folder of its own, in steps of which each can be repeated.
///
/// `mayor/town.json`, which makes the folder a town, is written after everything that a town needs and
/// that may fail. A mark in `daemon` says that it is being made: a call that fails before there is a town
/// takes back what it made itself, one that is killed is completed by the next call.
package struct TownInstaller {
    private let town: TownLayout
    private let effects: Effects
    private let actor: Actor
    /// Is told each thing that is made, for a person who waits.
    private let progress: (String) -> Void

    /// `path` is absolute; what of it is there may hold symbolic links.
    package init(
        at path: String,
        effects: Effects,
        by actor: Actor,
        progress: @escaping (String) -> Void = { _ in }
    ) throws {
        town = TownLayout(root: try Self.real(path))
        self.effects = effects
        self.actor = actor
        self.progress = progress
    }

    /// Makes the town, or completes one that a killed call left.
    ///
    /// - Throws: ``TownFault`` and other problems; then the folder is as it was, or a town that the next call completes.
    package func install(name: String? = nil, withGit: Bool) throws -> TownLayout {
        if let outer = Locator.live().town(around: PathText.parent(of: town.root)) {
            throw TownFault.insideTown(path: town.root, town: outer.root)
        }
        let wasThere = Files.exists(town.root)
        try checkGround()
        try effects.steps.run("install", 1) {
            try Files.makeFolders(town.daemon)
            try Files.append("", to: mark)
        }
        let lock = try FileLock.hold(town.lock("town"), limit: .seconds(60))
        defer { withExtendedLifetime(lock) {} }
        // Another call may have finished while this one waited, or have taken the mark back.
        try checkGround()
        try Files.append("", to: mark)
        let isFresh = try holdsNothing()
        do {
            try build(name ?? PathText.name(of: town.root), withGit: withGit)
        } catch {
            // What an earlier call made is completed later; a town may be in use already.
            if isFresh, !Files.exists(town.townFile) { takeBack(keepingRoot: wasThere) }
            throw error
        }
        return town
    }

    private var mark: String { town.daemon + "/installing" }

    private func build(_ name: String, withGit: Bool) throws {
        let steps = effects.steps
        try steps.run("install", 2) {
            for folder in [town.mayor, town.locks, town.pending, town.runtime, Files.parent(of: town.settingsFile)] {
                try Files.makeFolders(folder)
            }
            progress("Created mayor/, settings/, daemon/")
        }
        let place = try steps.run("install", 3) {
            let prefix = try Self.prefix("hq")
            return try StoreMaker(town.beads, town: town, effects: effects)
                .make(database: TownLayout.database, prefix: prefix, by: actor).place
        }
        try steps.run("install", 4) { try makeAgents(place) }
        progress("Created .beads/ (the town's own beads, prefix hq)")
        try steps.run("install", 5) {
            var routes = try Routes.read(town.beads)
            for text in ["hq", "hq-cv"] { routes.set(Routes.Route(prefix: try Self.prefix(text), path: ".")) }
            try routes.write()
            try RigRegistry.read(town).write()
        }
        progress("Created mayor/rigs.json")
        try steps.run("install", 6) { try writeAnchors() }
        progress("Created CLAUDE.md and AGENTS.md")
        // What of git may fail comes before there is a town, which nobody takes back.
        if withGit { try steps.run("install", 7) { try makeRepository() } }
        try steps.run("install", 8) {
            // One that a killed call wrote stays as it is, because git may have it already.
            guard try TownIdentity.read(town) == nil else { return }
            try TownIdentity(name: name, owner: actor.email ?? "", createdAt: effects.now()).write(town)
        }
        progress("Created mayor/town.json")
        if withGit {
            try steps.run("install", 9) { if try git.commit("HEAD") == nil { _ = try git.commitAll("town") } }
            progress("Created .git (settings only; ledgers and rigs are ignored)")
        }
        for folder in [town.root, town.beads.path, town.mayor, town.daemon] { try Files.removeDrafts(in: folder) }
        try steps.run("install", 10) { try Files.remove(mark) }
    }

    /// Refuses a finished town and a folder with anything in it that is not of a killed call.
    private func checkGround() throws {
        guard Files.exists(town.root) else { return }
        if Files.exists(mark) { return }
        if Files.exists(town.townFile) { throw TownFault.alreadyThere(path: town.root) }
        guard Files.isFolder(town.root) else { throw TownFault.notEmpty(path: town.root) }
        // A call that was killed before it could leave its mark has made no more than an empty folder.
        let daemon = PathText.name(of: town.daemon)
        let names = try Files.list(town.root).filter { $0 != daemon }
        guard names.isEmpty, try !Files.exists(town.daemon) || Self.isEmptyFolder(town.daemon) else {
            throw TownFault.notEmpty(path: town.root)
        }
    }

    private static func isEmptyFolder(_ path: String) throws -> Bool {
        try Files.facts(of: path)?.kind == .folder && Files.list(path).isEmpty
    }

    /// Nothing is here but the mark and the lock: all that is found later was made by this call.
    private func holdsNothing() throws -> Bool {
        try Files.list(town.root) == [PathText.name(of: town.daemon)]
            && Files.list(town.daemon) == [PathText.name(of: mark), PathText.name(of: town.locks)]
            && Files.list(town.locks) == [PathText.name(of: town.lock("town"))]
    }

    private func makeAgents(_ place: StorePlace) throws {
        let ledger = try Ledger(at: place.file, .writing, project: place.metadata.projectID, effects: effects)
        let operation = OperationID("install-\(place.metadata.projectID)")
        try ledger.transaction(as: actor, operation, message: "gt: install") { transaction in
            for (address, role) in [(Address.mayor, "mayor"), (.deacon, "deacon")] {
                guard let id = address.agentBead(prefix: ledger.identity.prefix) else { continue }
                try transaction.put(AgentRecord(id: id, role: role, rig: nil, name: nil, since: transaction.time))
            }
        }
    }

    /// The only texts for agents that lie in a folder; everything else comes from `gt prime`.
    private func writeAnchors() throws {
        let text = """
            # Gas Town

            This folder is a town: a workspace in which agents work on several projects (rigs) at once.
            Run `gt prime` to learn your role and your work; `gt --help` shows the commands.

            """
        try Files.write(text, to: town.root + "/CLAUDE.md")
        let link = town.root + "/AGENTS.md"
        if !Files.exists(link) { try Files.link(to: "CLAUDE.md", at: link) }
    }

    private func makeRepository() throws {
        let kept = ["/.gitignore", "/CLAUDE.md", "/AGENTS.md", "/settings/", "/mayor/"].map { "!\($0)\n" }
        let text = "# What git keeps of a town: its settings and its list of rigs.\n/*\n" + kept.joined()
        try Files.write(text + "/mayor/*\n!/mayor/*.json\n", to: town.root + "/.gitignore")
        try git.call(["init", "--quiet", "--template=", "--initial-branch=main"])
        try git.call(["add", "--all"])
    }

    private var git: Git {
        Git(in: town.root, effects, as: GitIdentity(name: "gastown", email: "gastown@gastown.local"))
    }

    /// Removes what the steps make, by name: anything else was put there by somebody meanwhile.
    private func takeBack(keepingRoot: Bool) {
        let names = [
            town.mayor, Files.parent(of: town.settingsFile), town.beads.path, town.ledgers, town.runtime,
            town.root + "/CLAUDE.md", town.root + "/AGENTS.md", town.root + "/.gitignore", town.root + "/.git",
        ]
        for name in names { try? Files.removeTree(name) }
        try? Files.removeDrafts(in: town.root)
        // What cannot be removed keeps its mark, so that the next call goes on from it.
        let daemon = PathText.name(of: town.daemon)
        guard let left = try? Files.list(town.root), left == [daemon] else { return }
        try? Files.removeTree(town.pending)
        try? Files.removeTree(town.locks)
        try? Files.remove(mark)
        try? Files.removeEmptyFolder(town.daemon)
        if !keepingRoot { try? Files.removeEmptyFolder(town.root) }
    }

    private static func prefix(_ text: String) throws -> Prefix {
        guard let prefix = Prefix(text) else { throw Problem(.internalFault, "\(text) is no prefix") }
        return prefix
    }

    /// The path with the links of what is there of it resolved.
    private static func real(_ path: String) throws -> String {
        var rest: [String] = []
        for folder in PathText.upward(from: path) {
            if Files.exists(folder) {
                let base = try Files.realPath(folder)
                return PathText.absolute(rest.reversed().joined(separator: "/"), from: base)
            }
            rest.append(PathText.name(of: folder))
        }
        return path
    }
}
