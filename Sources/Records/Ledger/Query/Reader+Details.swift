package import Vocabulary

/// A bead with everything that is tied to it.
package struct BeadDetails: Hashable, Sendable {
    /// A bead at the other end of an edge.
    package struct Neighbour: Hashable, Sendable {
        package var bead: Bead
        package var type: EdgeType
    }

    package var bead: Bead
    package var labels: [String]
    /// What it depends on, oldest edge first; an end that is not in this ledger is not among them.
    package var dependencies: [Neighbour]
    /// How many edges go out, those to other ledgers with them.
    package var dependencyCount: Int
    /// What depends on it.
    package var dependents: [Neighbour]
    package var comments: [Comment]

    /// The bead this one is a child of.
    package var parent: BeadID? { dependencies.first { $0.type == .parentChild }?.bead.id }
}

extension Reader {
    /// A bead with its surroundings, `nil` where it is not there.
    package func details(of id: BeadID) throws -> BeadDetails? {
        guard let bead = try bead(id) else { return nil }
        func ends(_ edges: [Edge], _ end: KeyPath<Edge, BeadID>) throws -> [BeadDetails.Neighbour] {
            let inOrder = edges.sorted { ($0.createdAt, $0[keyPath: end]) < ($1.createdAt, $1[keyPath: end]) }
            return try inOrder.compactMap { edge in
                try self.bead(edge[keyPath: end]).map { BeadDetails.Neighbour(bead: $0, type: edge.type) }
            }
        }
        let outgoing = try edges(from: id)
        return BeadDetails(
            bead: bead,
            labels: try labels(of: id),
            dependencies: try ends(outgoing, \.target),
            dependencyCount: outgoing.count,
            dependents: try ends(edges(into: id), \.source),
            comments: try comments(on: id)
        )
    }
}
