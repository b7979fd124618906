import SQL
package import Vocabulary

/// What `ready` is asked for (bd.md 2.4).
package struct ReadyQuery: Sendable {
    /// What comes first among ready work.
    package enum Order: String, Hashable, Sendable, CaseIterable {
        /// Priority, then the newest first, then the id.
        case priority
        case oldest
        /// What was made in the last 48 hours by priority, everything older by age.
        case hybrid
    }

    package var assignee: String?
    /// Wins over `assignee`.
    package var onlyUnassigned = false
    package var priority: Int?
    /// With a type named, kinds that are never ready otherwise are shown too.
    package var type: BeadType?
    package var excludedTypes: [BeadType] = []
    /// All of these.
    package var labels: [String] = []
    /// At least one of these.
    package var anyLabels: [String] = []
    /// None of these.
    package var excludedLabels: [String] = []
    /// Only descendants of this bead.
    package var parent: BeadID?
    package var molType: String?
    /// Keys of the metadata, with a value or any.
    package var metadata: [(key: String, value: String?)] = []
    package var includesDeferred = false
    package var includesEphemeral = false
    package var order = Order.priority
    /// 0 for no limit.
    package var limit = 100

    package init() {}

    /// The conditions beside state, blocked flag and sleep.
    func clauses(on shelf: Shelf) -> [Clause] {
        var all: [Clause] = [Clause("pinned = 0"), Clause("is_template = 0")]
        if !includesEphemeral, shelf == .ignored { all.append(Clause("ephemeral = 0")) }
        if onlyUnassigned {
            all.append(Clause("(assignee IS NULL OR assignee = '')"))
        } else if let assignee {
            all.append(Clause("assignee = ?", [.text(assignee)]))
        }
        if let priority { all.append(Clause("priority = ?", [.integer(priority)])) }
        if let type {
            all.append(Clause("issue_type = ?", [.text(type.rawValue)]))
        } else {
            all.append(.none("issue_type", of: BeadType.neverReady.map(\.rawValue)))
        }
        if !excludedTypes.isEmpty { all.append(.none("issue_type", of: excludedTypes.map(\.rawValue))) }
        if let molType { all.append(Clause("mol_type = ?", [.text(molType)])) }
        all += metadata.map { .metadata($0.key, $0.value) }
        all += labels.map { .labelled([$0], on: shelf) }
        if !anyLabels.isEmpty { all.append(.labelled(anyLabels, on: shelf)) }
        if !excludedLabels.isEmpty { all.append(.notLabelled(excludedLabels, on: shelf)) }
        if let parent { all.append(.below(parent)) }
        return all
    }
}
