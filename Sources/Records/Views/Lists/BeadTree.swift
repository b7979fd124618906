package import Ledger
import Vocabulary

/// A list of beads as text, children below their parents.
package struct BeadTree {
    private let beads: [ListedBead]
    private let rules: StatusRules
    private let keepsOrder: Bool

    /// With `keepsOrder` the beads stand in the order given, else by priority and id.
    package init(_ beads: [ListedBead], _ rules: StatusRules, keepsOrder: Bool = false) {
        self.beads = beads
        self.rules = rules
        self.keepsOrder = keepsOrder
    }

    /// The tree without head and foot.
    package var rows: [String] {
        let ordered =
            keepsOrder
            ? beads : beads.sorted { ($0.bead.priority, $0.bead.id) < ($1.bead.priority, $1.bead.id) }
        let present = Set(ordered.map(\.bead.id))
        var children: [BeadID: [ListedBead]] = [:]
        var roots: [ListedBead] = []
        for listed in ordered {
            if let parent = listed.parent, present.contains(parent), parent != listed.bead.id {
                children[parent, default: []].append(listed)
            } else {
                roots.append(listed)
            }
        }
        var rows: [String] = []
        var seen: Set<BeadID> = []
        func add(_ listed: ListedBead, _ first: String, _ rest: String) {
            guard seen.insert(listed.bead.id).inserted else { return }
            rows.append(first + BeadSymbols.row(listed.bead, rules))
            let below = children[listed.bead.id] ?? []
            for (index, child) in below.enumerated() {
                let isLast = index == below.count - 1
                add(child, rest + (isLast ? "└── " : "├── "), rest + (isLast ? "    " : "│   "))
            }
        }
        for root in roots { add(root, "", "") }
        // Beads in a circle of parents have no root; they must not vanish.
        for listed in ordered { add(listed, "", "") }
        return rows
    }

    /// The tree with its totals and the legend.
    package var lines: [String] {
        let open = beads.count { $0.bead.status == .open }
        let inProgress = beads.count { $0.bead.status == .inProgress }
        return rows + [
            "", String(repeating: "-", count: 80),
            "Total: \(beads.count) issues (\(open) open, \(inProgress) in progress)", "", BeadSymbols.legend,
        ]
    }
}
