import JSON
package import Vocabulary

/// What the outbox row `convoy` says: a bead was slung and should be in a convoy.
package struct SlungBead: Hashable, Sendable {
    package let bead: BeadID
    package let title: String
    package let rig: RigName

    /// The row's payload: an object with `bead`, `title` and `rig`.
    package var json: String {
        JSON.object([
            JSON.Member("bead", .string(bead.description)), JSON.Member("title", .string(title)),
            JSON.Member("rig", .string(rig.description)),
        ]).text(.compact)
    }
}
