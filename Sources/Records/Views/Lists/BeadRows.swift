package import Ledger
package import Vocabulary

/// Lists of beads as text, one line each.
package enum BeadRows {
    /// `○ gt-1 [● P1] [bug] @bob [auth backend] - Fix login (parent: gt-2, blocked by: gt-3)`.
    package static func flat(
        _ listed: ListedBead,
        _ rules: StatusRules,
        blockers: [BeadID] = [],
        blocks: [BeadID] = []
    ) -> String {
        let bead = listed.bead
        var line = BeadSymbols.icon(bead.status, rules)
        if bead.isPinned { line += " 📌" }
        line += " \(bead.id) [● P\(bead.priority)] [\(bead.type)]"
        if let assignee = bead.assignee { line += " @\(assignee)" }
        if !listed.labels.isEmpty { line += " [\(listed.labels.joined(separator: " "))]" }
        line += " - \(bead.title)"
        var ties: [String] = []
        if let parent = listed.parent { ties.append("parent: \(parent)") }
        func names(_ ids: [BeadID]) -> String { ids.map(\.description).joined(separator: ", ") }
        if !blockers.isEmpty { ties.append("blocked by: \(names(blockers))") }
        if !blocks.isEmpty { ties.append("blocks: \(names(blocks))") }
        return ties.isEmpty ? line : "\(line) (\(ties.joined(separator: ", ")))"
    }

    /// `gt-1 [P1] [bug] open - Fix login`, for searches.
    package static func found(_ bead: Bead) -> String {
        "\(bead.id) [P\(bead.priority)] [\(bead.type)] \(bead.status) - \(bead.title)"
    }

    /// `  gt-1: A base [P1] (open) via blocks`, for the ends of edges.
    package static func neighbour(_ neighbour: BeadDetails.Neighbour) -> String {
        "  \(BeadSymbols.plain(neighbour.bead)) via \(neighbour.type)"
    }

    /// The two lines of a blocked bead.
    package static func blocked(_ blocked: BlockedBead) -> [String] {
        let names = blocked.blockers.map(\.id.description).joined(separator: ", ")
        return [
            "[● P\(blocked.bead.priority)] \(blocked.bead.id): \(blocked.bead.title)",
            "  Blocked by \(blocked.blockers.count) open dependencies: [\(names)]",
        ]
    }
}
