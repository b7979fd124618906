import Basics
import SQL
package import Vocabulary

/// A bead's place in the tree of its dependencies.
package struct TreeNode: Hashable, Sendable {
    package var bead: Bead
    package var depth: Int
    /// The node above, `nil` for the root.
    package var parent: BeadID?
    package var edge: EdgeType?
    /// The tree goes on below, but the depth asked for ends here.
    package var isTruncated = false
    /// Stood in the tree before; what is below it is shown there.
    package var isRepeated = false
}

/// Which way a tree of dependencies is followed.
package enum TreeDirection: String, Hashable, Sendable, CaseIterable {
    /// What a bead depends on.
    case down
    /// What depends on it.
    case up
}

extension Reader {
    /// The tree below a bead in the order in which it is printed, the bead itself first.
    ///
    /// `depth` levels are followed below the root; a bead that is met again is shown again only
    /// where `showsAllPaths` is set, and never inside itself. An end in another ledger is left out.
    package func tree(
        of root: BeadID,
        _ direction: TreeDirection,
        depth: Int,
        showsAllPaths: Bool = false
    ) throws -> [TreeNode] {
        guard let bead = try bead(root) else { throw BeadFault.missing(root) }
        var nodes = [TreeNode(bead: bead, depth: 0)]
        var seen: Set<BeadID> = [root]
        var path: Set<BeadID> = []
        func visit(_ index: Int) throws {
            let (id, level) = (nodes[index].bead.id, nodes[index].depth)
            let edges = try direction == .down ? self.edges(from: id) : self.edges(into: id)
            let ordered = edges.sorted { ($0.createdAt, $0.source, $0.target) < ($1.createdAt, $1.source, $1.target) }
            guard level < depth else {
                nodes[index].isTruncated = !ordered.isEmpty
                return
            }
            path.insert(id)
            defer { path.remove(id) }
            for edge in ordered {
                let end = direction == .down ? edge.target : edge.source
                guard let bead = try self.bead(end) else { continue }
                var node = TreeNode(bead: bead, depth: level + 1, parent: id, edge: edge.type)
                node.isRepeated = !seen.insert(end).inserted
                nodes.append(node)
                guard !node.isRepeated || (showsAllPaths && !path.contains(end)) else { continue }
                try visit(nodes.count - 1)
            }
        }
        try visit(0)
        return nodes
    }

    /// The circles of blocking edges, each once, begun at its smallest id.
    package func cycles() throws -> [[BeadID]] {
        var targets: [BeadID: [BeadID]] = [:]
        let sql = Shelf.allCases.map {
            "SELECT source, target FROM \($0.edges) WHERE type IN ('blocks', 'conditional-blocks')"
        }
        let pairs = try database.rows(sql.joined(separator: " UNION ALL ")) {
            (BeadID(trusted: $0.text(0) ?? ""), BeadID(trusted: $0.text(1) ?? ""))
        }
        for (source, target) in pairs { targets[source, default: []].append(target) }
        return Circles(targets: targets).all()
    }
}

/// Finds circles by walking every way once, without recursion.
private struct Circles {
    let targets: [BeadID: [BeadID]]

    func all() -> [[BeadID]] {
        var finished: Set<BeadID> = []
        var circles: [[BeadID]] = []
        for start in targets.keys.sorted() where !finished.contains(start) {
            var path = [start]
            var places = [start: 0]
            var rest = [targets[start] ?? []]
            while let top = path.last {
                guard let next = rest[rest.count - 1].popLast() else {
                    finished.insert(top)
                    places[top] = nil
                    path.removeLast()
                    rest.removeLast()
                    continue
                }
                if let place = places[next] {
                    circles.append(rotated(Array(path[place...])))
                } else if !finished.contains(next) {
                    places[next] = path.count
                    path.append(next)
                    rest.append(targets[next] ?? [])
                }
            }
        }
        return circles
    }

    private func rotated(_ circle: [BeadID]) -> [BeadID] {
        guard let first = circle.min(), let place = circle.firstIndex(of: first) else { return circle }
        return Array(circle[place...] + circle[..<place])
    }
}
