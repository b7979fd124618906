/// In which order beads are listed; what is equal follows by priority, newest first, id.
package struct BeadOrder: Hashable, Sendable {
    /// What a list is ordered by; ties go by id.
    package enum Key: String, Hashable, Sendable, CaseIterable {
        case priority, created, updated, closed, status, id, title, type, assignee
    }

    package var key: Key
    package var isReversed: Bool

    package init(by key: Key = .priority, reversed: Bool = false) {
        self.key = key
        isReversed = reversed
    }

    /// The terms of `ORDER BY`; times run from new to old unless reversed.
    var sql: String {
        let (column, isDescending) =
            switch key {
            case .priority: ("priority", false)
            case .created: ("created_at", true)
            case .updated: ("updated_at", true)
            case .closed: ("closed_at", true)
            case .status: ("status", false)
            case .id: ("id", false)
            case .title: ("title COLLATE NOCASE", false)
            case .type: ("issue_type", false)
            case .assignee: ("assignee", false)
            }
        let first = "\(column)\(isDescending != isReversed ? " DESC" : "")"
        let rest = ["priority", "created_at DESC", "id"].filter { !$0.hasPrefix(column) }
        return ([first] + rest).joined(separator: ", ")
    }
}
