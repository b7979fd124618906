internal import Vocabulary

/// Finds the town, the rig and the `.beads` that belong to a folder.
///
/// It asks only whether something is there, through closures, so that it can be tried without files.
/// Symbolic links are not resolved: whoever asks passes the path that is meant.
package struct Locator {
    /// What was found for a folder.
    package enum Finding: Hashable, Sendable {
        case found(BeadsFolder)
        /// The folder lies in a town, in a place that is neither the town's own nor a finished rig's.
        case noRig(folder: String, town: TownLayout)
        case nothing
    }

    private let isThere: (String) -> Bool
    private let isRegistered: (RigLayout) -> Bool

    /// - Parameters:
    ///   - isThere: Whether there is a file or folder at a path.
    ///   - isRegistered: Whether the town's list of rigs names this one.
    package init(isThere: @escaping (String) -> Bool, isRegistered: @escaping (RigLayout) -> Bool) {
        self.isThere = isThere
        self.isRegistered = isRegistered
    }

    /// The outermost town that `folder` lies in.
    package func town(around folder: String) -> TownLayout? {
        PathText.upward(from: folder).map(TownLayout.init(root:)).last { isThere($0.townFile) }
    }

    /// The registered rig that `folder` lies in.
    package func rig(around folder: String, in town: TownLayout) -> RigLayout? {
        guard let name = PathText.names(from: town.root, to: folder)?.first.flatMap(RigName.init) else { return nil }
        let rig = town.rig(name)
        return isRegistered(rig) ? rig : nil
    }

    /// The `.beads` that a command started in `folder` means.
    ///
    /// Inside a registered rig that is always the rig's own, whatever its repository tracks; in the
    /// town's own folders the town's; elsewhere the nearest one upward that is finished or a redirect.
    package func beads(around folder: String) -> Finding {
        let folder = PathText.absolute(folder, from: "/")
        guard let town = town(around: folder) else { return nearest(from: folder, below: "/") }
        guard let first = PathText.names(from: town.root, to: folder)?.first, !TownLayout.ownsFolder(named: first)
        else {
            return .found(town.beads)
        }
        if let rig = rig(around: folder, in: town) { return .found(rig.beads) }
        let finding = nearest(from: folder, below: "\(town.root)/\(first)")
        return finding == .nothing ? .noRig(folder: "\(town.root)/\(first)", town: town) : finding
    }

    /// The nearest finished `.beads` upward from `folder`, in folders strictly below `limit` (`/` itself counts).
    private func nearest(from folder: String, below limit: String) -> Finding {
        for candidate in PathText.upward(from: folder) {
            if candidate == limit, limit != "/" { return .nothing }
            let beads = BeadsFolder(in: candidate)
            if isThere(beads.metadataFile) || isThere(beads.redirectFile) { return .found(beads) }
        }
        return .nothing
    }
}

extension BeadsFolder {
    /// The file of the database `database` that this folder names.
    ///
    /// The folders of a town and of its rigs (``town(isThere:)``) keep their ledgers in the town's `.dolt-data`; any other keeps its own.
    package func ledger(_ database: String, in town: TownLayout?) -> String {
        town?.ledger(database) ?? ledger(database)
    }

    /// The town whose own folder or whose rig's folder this is.
    package func town(isThere: (String) -> Bool) -> TownLayout? {
        guard hasUsualName else { return nil }
        return [owner, PathText.parent(of: owner)].map(TownLayout.init(root:)).first { isThere($0.townFile) }
    }
}
