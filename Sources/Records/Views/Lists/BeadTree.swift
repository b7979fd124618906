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
        // Places instead of beads: a bead is large, and each array of them would be a copy of all.
        var ordered = Array(beads.indices)
        if !keepsOrder {
            ordered.sort {
                (beads[$0].bead.priority, beads[$0].bead.id) < (beads[$1].bead.priority, beads[$1].bead.id)
            }
        }
        let present = Set(beads.map(\.bead.id))
        var children: [BeadID: [Int]] = [:]
        var roots: [Int] = []
        for place in ordered {
            if let parent = beads[place].parent, present.contains(parent), parent != beads[place].bead.id {
                children[parent, default: []].append(place)
            } else {
                roots.append(place)
            }
        }
        var rows: [String] = []
        var seen: Set<BeadID> = []
        func add(_ place: Int, _ first: String, _ rest: String) {
            guard seen.insert(beads[place].bead.id).inserted else { return }
            rows.append(first + BeadSymbols.row(beads[place].bead, rules))
            let below = children[beads[place].bead.id] ?? []
            for (index, child) in below.enumerated() {
                let isLast = index == below.count - 1
                add(child, rest + (isLast ? "└── " : "├── "), rest + (isLast ? "    " : "│   "))
            }
        }
        for root in roots { add(root, "", "") }
        // Beads in a circle of parents have no root; they must not vanish.
        for place in ordered { add(place, "", "") }
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
