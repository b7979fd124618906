import Host
package import Layout
import Settings

/// Finds the `.beads` that a folder and an environment mean.
package struct StoreFinder {
    /// Where the command was started, an absolute path.
    package let folder: String
    private let environment: [String: String]
    private let named: BeadsFolder?
    private let locator = Locator.live()

    /// - Parameters:
    ///   - folder: Where the command was started.
    ///   - environment: `BEADS_DIR` goes before the folder; `GT_TOWN_ROOT` and `GT_ROOT` name a town where the
    ///     folder lies in none.
    ///   - named: A `.beads` that the command line names; goes before everything else.
    package init(folder: String, environment: [String: String], named: BeadsFolder? = nil) {
        self.folder = folder
        self.environment = environment
        self.named = named
    }

    /// The `.beads` before redirects are followed.
    ///
    /// - Throws: ``StoreFault``.
    package func beads() throws -> BeadsFolder {
        if let chosen { return chosen }
        switch locator.beads(around: folder) {
        case .found(let beads): return beads
        case .noRig(let folder, let town):
            // A list of rigs that cannot be read names none: then its fault is the news.
            _ = try RigRegistry.read(town)
            throw StoreFault.noRig(folder: folder, town: town)
        case .nothing: break
        }
        if let checkout = mainCheckout(), case .found(let beads) = locator.beads(around: checkout) { return beads }
        if let town = town() { return town.beads }
        throw StoreFault.noneFound(folder: folder)
    }

    /// The folder that the command line or the environment names.
    package var chosen: BeadsFolder? {
        if let named { return named }
        guard let path = environment["BEADS_DIR"], !path.isEmpty else { return nil }
        return BeadsFolder(path: PathText.absolute(path, from: folder))
    }

    /// The town of the folder, else the one that the environment names; `nil` outside of all.
    package func town() -> TownLayout? {
        if let town = locator.town(around: folder) { return town }
        return namedTowns.first { Files.exists($0.town.townFile) }?.town
    }

    /// The town of the folder or the environment.
    ///
    /// - Throws: ``StoreFault`` that says where none was found.
    package func requiredTown() throws -> TownLayout {
        if let town = town() { return town }
        if let named = namedTowns.first { throw StoreFault.noTown(root: named.town.root, variable: named.variable) }
        throw StoreFault.outsideTown(folder: folder)
    }

    private var namedTowns: [(variable: String, town: TownLayout)] {
        ["GT_TOWN_ROOT", "GT_ROOT"].compactMap { name in
            guard let path = environment[name], !path.isEmpty else { return nil }
            let root = PathText.absolute(path, from: folder)
            return (name, TownLayout(root: (try? Files.realPath(root)) ?? root))
        }
    }

    /// The registered rig that the folder lies in.
    package func rig() -> RigLayout? {
        town().flatMap { locator.rig(around: folder, in: $0) }
    }

    /// The folder of the repository's main checkout when the command was started in one of its worktrees.
    private func mainCheckout() -> String? {
        guard let file = PathText.upward(from: folder).map({ $0 + "/.git" }).first(where: Files.exists),
            Files.isFile(file), let line = try? Files.text(at: file, limit: 64_000), line.hasPrefix("gitdir:")
        else { return nil }
        let target = line.dropFirst("gitdir:".count).split(whereSeparator: \.isNewline).first ?? ""
        let worktree = PathText.absolute(String(target.drop { $0 == " " }), from: Files.parent(of: file))
        guard let common = try? Files.text(at: worktree + "/commondir", limit: 64_000) else { return nil }
        let name = common.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        return Files.parent(of: PathText.absolute(name, from: worktree))
    }
}
