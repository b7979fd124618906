package import JSON
package import Ledger
import Vocabulary

/// A tree of dependencies as text, JSON and Mermaid.
package struct DependencyTree {
    private let nodes: [TreeNode]

    package init(_ nodes: [TreeNode]) { self.nodes = nodes }

    /// The tree as lines; `isReady` says of the root whether it can be started.
    package func lines(isReady: Bool) -> [String] {
        var lines: [String] = []
        /// For each level whether more follows on it.
        var continues: [Bool] = []
        for (index, node) in nodes.enumerated() {
            guard node.depth > 0 else {
                let mark = node.bead.status == .closed ? "" : isReady ? " [READY]" : " [BLOCKED]"
                lines.append(BeadSymbols.plain(node.bead) + mark)
                continue
            }
            let hasNext = nodes[(index + 1)...].first { $0.depth <= node.depth }?.depth == node.depth
            continues = Array(continues.prefix(node.depth - 1))
            let indent = continues.map { $0 ? "│   " : "    " }.joined()
            continues.append(hasNext)
            let again = node.isRepeated ? " (shown above)" : node.isTruncated ? " …" : ""
            let edge = node.edge.map { " [\($0)]" } ?? ""
            lines.append("    \(indent)\(hasNext ? "├── " : "└── ")\(BeadSymbols.plain(node.bead))\(edge)\(again)")
        }
        return lines
    }

    /// An array of beads with their places.
    package var json: JSON {
        .array(
            nodes.map { node in
                var more = [
                    JSON.Member("depth", .int(node.depth)),
                    JSON.Member("parent_id", .string(node.parent?.description ?? "")),
                ]
                if let edge = node.edge { more.append(JSON.Member("edge_from_parent", .string(edge.rawValue))) }
                more.append(JSON.Member("truncated", .bool(node.isTruncated)))
                return BeadObject.plain(node.bead, more: more)
            }
        )
    }

    /// A Mermaid flow chart.
    package var mermaid: [String] {
        var lines = ["flowchart TD"]
        for node in nodes where !node.isRepeated {
            let box = node.bead.status == .closed ? "☑" : node.bead.status == .inProgress ? "◧" : "☐"
            let title = node.bead.title.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "'")
            lines.append("  \(node.bead.id)[\"\(box) \(node.bead.id): \(title)\"]")
        }
        lines.append("")
        for node in nodes {
            if let parent = node.parent { lines.append("  \(parent) --> \(node.bead.id)") }
        }
        return lines
    }
}
