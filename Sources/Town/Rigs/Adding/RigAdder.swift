package import Effects
import Git
import Host
package import Layout
import Ledger
package import Settings
import Stores
package import Vocabulary

/// Adds rigs to a town, in steps of which each can be repeated.
///
/// The rig exists from the moment its name stands in `mayor/rigs.json`, which is written last. Before
/// that a note in `daemon/pending` says what is being done: one that fails takes all of it back, one that
/// is killed is completed by the next call or by the daemon.
package struct RigAdder {
    private let town: TownLayout
    private let effects: Effects
    private let actor: Actor
    private let git: Git
    /// Is told each step as it begins, for a person who waits.
    private let progress: (String) -> Void

    package init(town: TownLayout, effects: Effects, by actor: Actor, progress: @escaping (String) -> Void = { _ in }) {
        self.town = town
        self.effects = effects
        self.actor = actor
        self.progress = progress
        git = Git(in: town.root, effects)
    }

    /// Adds the rig that `request` asks for; `folder` is where a relative path of it begins.
    ///
    /// - Throws: ``RigFault`` and other problems; then nothing of the rig is left.
    package func add(_ request: RigRequest, from folder: String) throws -> RigIdentity {
        let remote = try RigRemote(request.remote, from: folder, git: git)
        let lock = try FileLock.hold(town.lock("rig-\(request.name)"), limit: .seconds(60))
        defer { withExtendedLifetime(lock) {} }
        if try RigRegistry.read(town)[request.name] != nil {
            // A kill between the last two steps leaves a finished rig with its note.
            if let note = try PendingRig.read(request.name, in: town), note.action == .add {
                try note.strike(in: town)
                if note.remote == remote.address { return try RigIdentity.required(town.rig(request.name)) }
            }
            throw RigFault.alreadyThere(request.name)
        }
        let note = try noted(request, remote)
        return try complete(note)
    }

    /// Completes what a killed call left, `nil` when another process is at it.
    package func resume(_ note: PendingRig) throws -> RigIdentity? {
        guard let lock = try FileLock.attempt(town.lock("rig-\(note.name)")) else { return nil }
        defer { withExtendedLifetime(lock) {} }
        // Read again: it may have been completed between being found and being locked.
        guard let note = try PendingRig.read(note.name, in: town), note.action == .add else { return nil }
        return try complete(note)
    }

    /// The note of this request: an earlier one that asks for the same, else a new one on cleared ground.
    private func noted(_ request: RigRequest, _ remote: RigRemote) throws -> PendingRig {
        if let earlier = try PendingRig.read(request.name, in: town) {
            let isSame =
                earlier.action == .add && earlier.remote == remote.address
                && (request.prefix ?? earlier.prefix) == earlier.prefix
                && (request.branch ?? earlier.branch) == earlier.branch
            if isSame { return earlier }
            try RigRemains(town: town, name: request.name).remove()
        }
        let rig = town.rig(request.name)
        for path in [rig.root, Files.parent(of: rig.ledger)] where Files.exists(path) {
            throw RigFault.folderTaken(path: path)
        }
        let prefix = request.prefix ?? Prefix(deriving: request.name)
        try checkPrefix(prefix, of: request.name, isDerived: request.prefix == nil)
        let branch = try remote.defaultBranch(request.branch, git: git)
        let note = PendingRig(.add, request.name, prefix: prefix, remote: remote.address, branch: branch)
        try effects.steps.run("rig add", 1) { try note.write(in: town) }
        return note
    }

    private func complete(_ note: PendingRig) throws -> RigIdentity {
        do {
            return try build(note)
        } catch {
            do {
                try RigRemains(town: town, name: note.name).remove()
            } catch let remains {
                var problem = Problem(describing: error)
                problem.causes.append(
                    "and what was made of it could not be removed: \(Problem(describing: remains).summary)"
                )
                throw problem.hinting("`gt rig add` or the daemon takes it up again.")
            }
            throw error
        }
    }

    private func build(_ note: PendingRig) throws -> RigIdentity {
        let rig = town.rig(note.name)
        let steps = effects.steps
        let base = try steps.run("rig add", 2) { try makeRepository(rig, note) }
        try steps.run("rig add", 3) { try makeWorktrees(rig, at: base) }
        let identity = RigIdentity(
            name: note.name,
            remote: note.remote,
            defaultBranch: note.branch,
            prefix: note.prefix,
            createdAt: effects.now()
        )
        try steps.run("rig add", 4) {
            for folder in [rig.polecats, rig.witness, rig.crew, Files.parent(of: rig.settingsFile)] {
                try Files.makeFolders(folder)
            }
            try identity.write(rig)
        }
        progress("Making the ledger (prefix \(note.prefix))")
        let place = try steps.run("rig add", 5) {
            try StoreMaker(rig.beads, town: town, effects: effects)
                .make(database: rig.database, prefix: note.prefix, by: actor).place
        }
        try steps.run("rig add", 6) { try makeAgents(rig, note, place) }
        // Names and prefixes of all rigs change under one lock.
        let lock = try FileLock.hold(town.lock("registry"), limit: .seconds(30))
        defer { withExtendedLifetime(lock) {} }
        try steps.run("rig add", 7) { try addRoute(note) }
        try steps.run("rig add", 8) {
            var registry = try RigRegistry.read(town)
            let added = RigRegistry.Entry(
                name: note.name,
                prefix: note.prefix,
                remote: note.remote,
                addedAt: identity.createdAt
            )
            registry.add(added)
            try registry.write()
        }
        for folder in [rig.root, rig.beads.path, town.beads.path, town.mayor, town.pending] {
            try Files.removeDrafts(in: folder)
        }
        try steps.run("rig add", 9) { try note.strike(in: town) }
        return identity
    }

    /// Clones under a draft's name, so that what has the real one is whole.
    private func makeRepository(_ rig: RigLayout, _ note: PendingRig) throws -> GitHash {
        if !Files.exists(rig.repository) {
            progress("Cloning \(note.remote)")
            let draft = rig.repository + ".draft"
            try Files.makeFolders(rig.root)
            try Files.removeTree(draft)
            try Git.cloneBare(note.remote, to: draft, with: git)
            let format = try git.at(draft).objectFormat()
            guard format == "sha1" else { throw RigFault.foreignObjects(format, remote: note.remote) }
            try Files.rename(draft, to: rig.repository)
        }
        guard let base = try git.at(rig.repository).commit("refs/remotes/origin/\(note.branch)") else {
            throw RigFault.noBranch(note.branch, remote: note.remote)
        }
        return base
    }

    private func makeWorktrees(_ rig: RigLayout, at base: GitHash) throws {
        let repository = git.at(rig.repository)
        for path in [rig.mayorWorktree, rig.refineryWorktree] {
            if try isWhole(path, repository) { continue }
            progress("Checking out \(path)")
            try Files.removeTree(path)
            try repository.pruneWorktrees()
            try Files.makeFolders(Files.parent(of: path))
            try repository.addWorktree(at: path, base)
        }
    }

    /// Whether git knows the worktree and has checked it out to its end.
    private func isWhole(_ path: String, _ repository: Git) throws -> Bool {
        guard Files.exists(path + "/.git"), try repository.worktree(at: path) != nil else { return false }
        guard let status = try? repository.at(path).status() else { return false }
        return status.isClean && status.head != nil
    }

    /// The beads of the rig itself and of those who serve it.
    private func makeAgents(_ rig: RigLayout, _ note: PendingRig, _ place: StorePlace) throws {
        let ledger = try Ledger(at: place.file, .writing, project: place.metadata.projectID, effects: effects)
        // The ledger's own id names the operation, so that it happens once however often it is tried.
        let operation = OperationID("rig-add-\(place.metadata.projectID)")
        try ledger.transaction(as: actor, operation, message: "gt: rig add \(rig.name)") { transaction in
            var bead = Bead(
                id: BeadID(trusted: "\(note.prefix)-rig-\(rig.name)"),
                title: "\(rig.name)",
                at: transaction.time
            )
            bead.type = BeadType(rawValue: "rig")
            bead.createdBy = actor.description
            try transaction.insert(bead)
            try transaction.addLabel("gt:rig", to: bead.id)
            for address in [Address.witness(rig.name), .refinery(rig.name)] {
                guard let id = address.agentBead(prefix: note.prefix) else { continue }
                let role = if case .witness = address { "witness" } else { "refinery" }
                try transaction.put(AgentRecord(id: id, role: role, rig: rig.name, name: nil, since: transaction.time))
            }
        }
    }

    private func addRoute(_ note: PendingRig) throws {
        // Asked again under the lock: another rig may have taken the prefix meanwhile.
        try checkPrefix(note.prefix, of: note.name, isDerived: false)
        var routes = try Routes.read(town.beads)
        routes.set(Routes.Route(prefix: note.prefix, path: note.name.description))
        try routes.write()
    }

    private func checkPrefix(_ prefix: Prefix, of name: RigName, isDerived: Bool) throws {
        if let reason = prefix.unfitForRig { throw RigFault.badPrefix(prefix.description, because: reason) }
        let routes = try Routes.read(town.beads)
        if let route = routes[prefix], route.path != name.description {
            let owner = route.path == "." ? "the town" : "the rig \(route.path)"
            throw RigFault.prefixTaken(prefix, by: owner, isDerived: isDerived)
        }
        let notes = try PendingRig.all(in: town).filter { $0.name != name && $0.prefix == prefix }
        if let other = notes.first {
            throw RigFault.prefixTaken(prefix, by: "the rig \(other.name), which is being added", isDerived: isDerived)
        }
    }
}
