import Git
import Host
import Layout
import Ledger
import Rigs
import Settings
import Stores
import Vocabulary

// Where things are, and whether the lists of them agree.
extension Physician {
    /// Folders and files that a town and its rigs must have.
    func checkLayout() throws -> [Finding] {
        var findings: [Finding] = []
        for path in [town.mayor, town.locks, town.ledgers] where !Files.isFolder(path) {
            findings.append(Finding("layout", .error, "\(path) is missing"))
        }
        _ = try TownIdentity.read(town)
        let entries = try RigRegistry.read(town).entries
        for entry in entries { findings += checkBeads(town.rig(entry.name)) + checkRig(town.rig(entry.name)) }
        for note in try PendingRig.all(in: town) {
            let isAdded = note.action == .add
            let hints = isAdded ? ["`gt rig remove \(note.name)` takes away what was made of it instead."] : []
            findings.append(
                Finding(
                    "layout",
                    .warning,
                    "the rig \(note.name) is being \(isAdded ? "added" : "removed"), or a killed command left it half done",
                    hints: ["The daemon completes it; `gt up` starts the daemon."] + hints
                )
            )
        }
        let names = Set(entries.map(\.name.description))
        for name in try Files.list(town.root) where !names.contains(name) {
            guard Files.exists("\(town.root)/\(name)/.repo.git") else { continue }
            findings.append(Finding("layout", .warning, "\(town.root)/\(name) looks like a rig and is none"))
        }
        for beads in [town.beads] + entries.map({ town.rig($0.name).beads }) {
            let foreign = beads.path + "/config.yaml"
            guard Files.exists(foreign) else { continue }
            findings.append(Finding("layout", .warning, "\(foreign) belongs to another program and is not read"))
        }
        return result("layout", findings, fine: "\(entries.count) rigs, every folder where it belongs")
    }

    /// The folder that leads to the rig's ledger; what is lost of it can be written anew, the ledger cannot.
    private func checkBeads(_ rig: RigLayout) -> [Finding] {
        guard !Files.exists(rig.beads.metadataFile), !Files.exists(rig.beads.redirectFile) else { return [] }
        let hasLedger = Files.isFile(rig.ledger)
        let rest = hasLedger ? "its ledger \(rig.ledger) is still there" : "its ledger \(rig.ledger) is gone too"
        let hint =
            hasLedger
            ? "`bd -C \(rig.root) init` writes it anew and keeps the ledger."
            : "Put \(rig.ledger) back from a copy; `bd -C \(rig.root) init` writes the rest anew."
        return [Finding("layout", .error, "\(rig.beads) is lost; \(rest)", hints: [hint])]
    }

    /// The stores that can be found; the layout's findings name the others.
    func findablePlaces() throws -> [StorePlace] {
        let rigs = try RigRegistry.read(town).entries.map { town.rig($0.name).beads }
        return [try StorePlace(town.beads)] + rigs.compactMap { try? StorePlace($0) }
    }

    private func checkRig(_ rig: RigLayout) -> [Finding] {
        do {
            _ = try RigIdentity.required(rig)
            let worktrees = try Git(in: rig.repository, effects).worktrees().filter { !$0.isBare }
            var findings: [Finding] = []
            for path in [rig.mayorWorktree, rig.refineryWorktree] {
                guard !worktrees.contains(where: { $0.path == path && !$0.isPrunable }) else { continue }
                findings.append(Finding("layout", .error, "\(path) is no worktree of \(rig.repository)"))
            }
            return findings
        } catch {
            return [Finding("layout", Problem(describing: error))]
        }
    }

    /// The list of rigs beside what each rig says of itself.
    func checkRegistry() throws -> [Finding] {
        let entries = try RigRegistry.read(town).entries
        var findings: [Finding] = []
        for entry in entries {
            guard let identity = try RigIdentity.read(town.rig(entry.name)) else {
                findings.append(Finding("registry", .error, "the rig \(entry.name) is listed but has no config.json"))
                continue
            }
            if identity.prefix != entry.prefix {
                let summary = "\(entry.name) has the prefix \(identity.prefix); the list says \(entry.prefix)"
                findings.append(Finding("registry", .error, summary))
            }
        }
        // A list that was lost or put back from before: the folders say what is there.
        let listed = Set(entries.map(\.name))
        for name in try Files.list(town.root).compactMap(RigName.init) where !listed.contains(name) {
            let rig = town.rig(name)
            guard Files.isFile(rig.configFile), Files.isFolder(rig.repository),
                try PendingRig.read(name, in: town) == nil
            else {
                continue
            }
            findings.append(
                Finding(
                    "registry",
                    .error,
                    "\(rig.root) is a rig that \(town.registryFile) does not list",
                    hints: ["Put the file back from a copy; its beads, branches and snapshots are still there."]
                )
            )
        }
        return result("registry", findings, fine: entries.map(\.name.description).joined(separator: ", "))
    }

    /// Each rig has its route, and each route leads to a ledger with that prefix.
    func checkRoutes() throws -> [Finding] {
        let routes = try Routes.read(town.beads)
        var findings: [Finding] = []
        for entry in try RigRegistry.read(town).entries where routes[entry.prefix]?.path != entry.name.description {
            findings.append(
                Finding(
                    "routes",
                    .error,
                    "no route leads from \(entry.prefix)- to \(entry.name)",
                    hints: [
                        "Add the line {\"prefix\":\"\(entry.prefix)-\",\"path\":\"\(entry.name)\"} to \(town.beads.routesFile)."
                    ]
                )
            )
        }
        for route in routes.all {
            do {
                let place = try StorePlace(routes.target(of: route))
                let prefix = try stores.ledger(at: place).identity.prefix
                // The town's ledger has several prefixes.
                if place.database != TownLayout.database, prefix != route.prefix {
                    let summary = "the route of \(route.prefix)- leads to \(place.database), whose prefix is \(prefix)"
                    findings.append(Finding("routes", .error, summary))
                }
            } catch {
                let problem = Problem(describing: error)
                let summary = "the route of \(route.prefix)- leads to no ledger"
                findings.append(Finding("routes", .error, summary, causes: [problem.summary] + problem.causes))
            }
        }
        return result("routes", findings, fine: routes.all.map { "\($0.prefix)-" }.joined(separator: ", "))
    }
}
