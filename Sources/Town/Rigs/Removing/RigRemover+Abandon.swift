import Effects
import Host
import Layout
import Vocabulary

// A rig whose adding was killed, and is not to be repeated.
extension RigRemover {
    /// The right to change the rig; what a killed `gt rig add` has left running holds it as well.
    func lock(_ name: RigName) throws -> FileLock {
        do throws(LockFailure) {
            return try FileLock.hold(town.lock("rig-\(name)"), limit: .seconds(60))
        } catch {
            guard case .held = error, try PendingRig.read(name, in: town)?.action == .add else { throw error }
            throw Problem(
                .conflict,
                "\(name) is being added at this moment; nothing was removed",
                hints: ["End that `gt rig add`, or `gt down` where the daemon completes it; then try again."]
            )
        }
    }

    /// Takes away what there is of a rig that no list names yet, so that nobody can have worked in it.
    func abandon(_ rig: RigLayout, backup: String?) throws {
        if backup != nil {
            throw Problem(
                .usage,
                "\(rig.name) was never added to its end, so there is nothing to keep; nothing was removed",
                hints: ["`gt rig remove \(rig.name)` takes away what was made of it."]
            )
        }
        let left = try crew(of: rig)
        guard left.isEmpty else {
            throw Problem(
                .refused,
                "\(rig.name) was never added to its end, but somebody keeps files in it; nothing was removed",
                causes: left.map { "\(rig.crew)/\($0)" },
                hints: ["Move them elsewhere, then try again."]
            )
        }
        try effects.steps.run("rig remove", 5) { try RigRemains(town: town, name: rig.name).remove() }
        for folder in [town.beads.path, town.mayor, town.pending] { try Files.removeDrafts(in: folder) }
    }
}
