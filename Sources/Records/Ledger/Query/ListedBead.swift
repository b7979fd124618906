package import Vocabulary

/// A bead with what lists show beside it.
package struct ListedBead: Hashable, Sendable {
    package var bead: Bead
    package var labels: [String] = []
    /// The edges that go out, oldest first.
    package var edges: [Edge] = []
    /// How many beads wait for this one by a blocking edge.
    package var dependents = 0
    package var comments = 0

    package init(_ bead: consuming Bead) { self.bead = bead }

    /// How many beads this one waits for by a blocking edge, done or not.
    package var blockers: Int { edges.count { $0.type.isBlocking } }
    /// The bead this one is a child of.
    package var parent: BeadID? { edges.first { $0.type == .parentChild }?.target }
}

/// How much of a listed bead is read.
package enum ListDetail: Hashable, Sendable {
    /// The bead's own row.
    case row
    /// The edges that go out as well.
    case edges
    /// Everything a ``ListedBead`` holds.
    case all
}
