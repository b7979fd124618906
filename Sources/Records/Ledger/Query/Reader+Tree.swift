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
    /// `depth` levels are followed below the root. A bead that several ways lead to stands once, on
    /// the shortest of them; with `showsAllPaths` it stands on each, marked as repeated from the
    /// second time on and never inside itself. An end in another ledger is left out.
    package func tree(
        of root: BeadID,
        _ direction: TreeDirection,
        depth: Int,
        showsAllPaths: Bool = false
    ) throws -> [TreeNode] {
        guard let bead = try bead(root) else { throw BeadFault.missing(root) }
        var children: [BeadID: [TreeNode]] = [:]
        var truncated: Set<BeadID> = []
        var seen: Set<BeadID> = [root]
        var level = [root]
        var number = 0
        while !level.isEmpty {
            var next: [BeadID] = []
            for id in level {
                let ends = try neighbours(of: id, direction)
                guard number < depth else {
                    if !ends.isEmpty { truncated.insert(id) }
                    continue
                }
                for (end, type) in ends {
                    let isNew = seen.insert(end.id).inserted
                    if isNew { next.append(end.id) }
                    guard isNew || showsAllPaths else { continue }
                    children[id, default: []].append(TreeNode(bead: end, depth: 0, parent: id, edge: type))
                }
            }
            level = next
            number += 1
        }
        var printer = TreePrinter(children: children, truncated: truncated, depth: depth)
        printer.add(TreeNode(bead: bead, depth: 0), within: [])
        return printer.nodes
    }

    /// The ends of a bead's edges in one direction, oldest edge first.
    private func neighbours(of id: BeadID, _ direction: TreeDirection) throws -> [(bead: Bead, type: EdgeType)] {
        let edges = try direction == .down ? self.edges(from: id) : self.edges(into: id)
        let ordered = edges.sorted { ($0.createdAt, $0.source, $0.target) < ($1.createdAt, $1.source, $1.target) }
        return try ordered.compactMap { edge in
            try bead(direction == .down ? edge.target : edge.source).map { ($0, edge.type) }
        }
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

/// Puts the nodes of a tree in the order in which they are printed.
private struct TreePrinter {
    let children: [BeadID: [TreeNode]]
    let truncated: Set<BeadID>
    let depth: Int
    private(set) var nodes: [TreeNode] = []
    private var shown: Set<BeadID> = []

    init(children: [BeadID: [TreeNode]], truncated: Set<BeadID>, depth: Int) {
        self.children = children
        self.truncated = truncated
        self.depth = depth
    }

    mutating func add(_ node: TreeNode, within path: Set<BeadID>) {
        let id = node.bead.id
        var node = node
        node.isRepeated = !shown.insert(id).inserted
        node.isTruncated = truncated.contains(id)
        nodes.append(node)
        guard !path.contains(id), node.depth < depth else { return }
        for var child in children[id] ?? [] {
            child.depth = node.depth + 1
            add(child, within: path.union([id]))
        }
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
