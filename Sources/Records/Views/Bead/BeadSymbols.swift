package import Ledger

/// The signs and short forms by which people know beads.
package enum BeadSymbols {
    /// What the signs of the states mean.
    package static let legend = "Status: ○ open  ◐ in_progress  ● blocked  ✓ closed  ❄ deferred"

    /// The sign of a state; one that the project added has the sign of its category.
    package static func icon(_ status: BeadStatus, _ rules: StatusRules) -> String {
        switch status {
        case .open: "○"
        case .inProgress: "◐"
        case .blocked: "●"
        case .closed: "✓"
        case .deferred: "❄"
        case .pinned: "📌"
        case .hooked: "◇"
        default:
            switch rules.category(of: status) {
            case .active: "○"
            case .wip: "◐"
            case .done: "✓"
            case .frozen: "❄"
            case nil: "◇"
            }
        }
    }

    /// A title with the kinds that stand out, such as `(EPIC) Payments`.
    package static func titled(_ bead: Bead) -> String {
        stands(bead) ? "(\(bead.type.rawValue.uppercased())) \(bead.title)" : bead.title
    }

    /// Kinds that are always named beside a title.
    static func stands(_ bead: Bead) -> Bool { bead.type == .epic || bead.type.rawValue == "bug" }

    /// `○ gt-1 ● P1 [epic] Payments`; a closed one names its kind without brackets.
    package static func row(_ bead: Bead, _ rules: StatusRules) -> String {
        let type =
            if bead.status == .closed {
                "\(bead.type) "
            } else if stands(bead) {
                "[\(bead.type)] "
            } else {
                ""
            }
        return "\(icon(bead.status, rules)) \(bead.id) ● P\(bead.priority) \(type)\(bead.title)"
    }

    /// `○ gt-1: (EPIC) Payments ● P1`, for the end of an edge.
    package static func neighbour(_ bead: Bead, _ rules: StatusRules) -> String {
        "\(icon(bead.status, rules)) \(bead.id): \(titled(bead)) ● P\(bead.priority)"
    }

    /// `gt-1: Payments [P1] (open)`, for trees of dependencies.
    package static func plain(_ bead: Bead) -> String {
        "\(bead.id): \(bead.title) [P\(bead.priority)] (\(bead.status))"
    }
}
