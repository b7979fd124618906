package import Basics
import SQL
package import Vocabulary

/// Which beads a list, a count or a search is about (bd.md 3.4).
///
/// Without a state named, beads that are closed, pinned or in a done or frozen custom state are left
/// out, and without a kind named, templates, gates and what the town itself keeps.
package struct BeadFilter: Sendable {
    /// A span of time; both ends are left out of it.
    package struct Span: Hashable, Sendable {
        package var after: Timestamp?
        package var before: Timestamp?

        package init(after: Timestamp? = nil, before: Timestamp? = nil) {
            self.after = after
            self.before = before
        }
    }

    /// Which states are shown.
    package enum States: Hashable, Sendable {
        case standard
        case all
        case some([BeadStatus])
    }

    package var states = States.standard
    package var types: [BeadType] = []
    package var excludedTypes: [BeadType] = []
    package var priority: ClosedRange<Int> = 0...4
    package var assignee: String?
    package var onlyUnassigned = false
    /// All of these.
    package var labels: [String] = []
    /// At least one of these.
    package var anyLabels: [String] = []
    /// None of these.
    package var excludedLabels: [String] = []
    package var onlyUnlabelled = false
    package var ids: [BeadID] = []
    /// In title, id or description.
    package var text: String?
    package var title: String?
    package var descriptionPart: String?
    package var notesPart: String?
    package var externalPart: String?
    package var onlyWithoutDescription = false
    package var created = Span()
    package var updated = Span()
    package var closed = Span()
    package var due = Span()
    package var deferred = Span()
    /// Only what still sleeps; a bead whose time has come is awake, whatever its state says.
    package var onlyDeferred = false
    package var onlyOverdue = false
    /// Direct children of this bead.
    package var parent: BeadID?
    package var onlyWithoutParent = false
    package var pinned: Bool?
    /// Only what ``Reader/ready(_:at:)`` finds too.
    package var onlyReady = false
    /// Only what waits for something that is open.
    package var onlyBlocked = false
    package var metadata: [(key: String, value: String?)] = []
    package var specPrefix: String?
    package var molType: String?
    package var wispType: String?
    package var includesInfrastructure = false
    package var includesTemplates = false
    package var includesGates = false
    package var includesEphemeral = false

    package init() {}
}

extension BeadFilter {
    /// Whether the index of what is not closed holds all that the filter finds, and nothing finds it faster.
    var isServedByIndex: Bool {
        guard ids.isEmpty, parent == nil else { return false }
        return switch states {
        case .all: false
        case .standard: true
        case .some(let some): !some.contains(.closed)
        }
    }

    /// The conditions on a bead's row of `shelf`.
    func clauses(on shelf: Shelf, _ statuses: StatusRules, at now: Timestamp) -> [Clause] {
        stateClauses(statuses) + kindClauses(on: shelf) + personClauses + labelClauses(on: shelf) + textClauses
            + timeClauses(at: now) + familyClauses + (onlyReady ? readyClauses(on: shelf, statuses, at: now) : [])
    }

    private func stateClauses(_ statuses: StatusRules) -> [Clause] {
        var all: [Clause] = []
        switch states {
        case .all: break
        case .some(let some):
            // Said in the words of the partial index where it serves.
            if !some.contains(.closed) { all.append(Clause("status <> 'closed'")) }
            all.append(.any("status", of: some.map(\.rawValue)))
        case .standard:
            let hidden = statuses.custom.filter { $0.category == .done || $0.category == .frozen }
            all.append(Clause("status <> 'closed'"))
            if pinned != true {
                all.append(.none("status", of: ["pinned"] + hidden.map(\.name.rawValue)))
                all.append(Clause("pinned = 0"))
            }
        }
        if let pinned { all.append(Clause(pinned ? "(pinned = 1 OR status = 'pinned')" : "pinned = 0")) }
        return all
    }

    /// What `ready` asks as well.
    private func readyClauses(on shelf: Shelf, _ statuses: StatusRules, at now: Timestamp) -> [Clause] {
        let states = Clause.any("status", of: ["open"] + statuses.active.map(\.rawValue))
        let isStartable = Clause(
            "(\(states.sql) OR status = 'deferred' AND defer_until <= ?)",
            states.values + [.time(now)]
        )
        var all = [isStartable, Clause("is_blocked = 0 AND pinned = 0"), .awake(at: now, on: shelf)]
        if types.isEmpty { all.append(.none("issue_type", of: BeadType.neverReady.map(\.rawValue))) }
        return all
    }

    private func kindClauses(on shelf: Shelf) -> [Clause] {
        var all: [Clause] = []
        if !types.isEmpty {
            all.append(.any("issue_type", of: types.map(\.rawValue)))
        } else {
            var hidden = includesInfrastructure ? [] : BeadType.infrastructure
            if !includesGates { hidden.append(.gate) }
            if !hidden.isEmpty { all.append(.none("issue_type", of: hidden.map(\.rawValue))) }
        }
        if !excludedTypes.isEmpty { all.append(.none("issue_type", of: excludedTypes.map(\.rawValue))) }
        if !includesTemplates { all.append(Clause("is_template = 0")) }
        if !includesEphemeral, shelf == .ignored { all.append(Clause("ephemeral = 0")) }
        if let molType { all.append(Clause("mol_type = ?", [.text(molType)])) }
        if let wispType { all.append(Clause("wisp_type = ?", [.text(wispType)])) }
        if priority != 0...4 {
            all.append(
                Clause("priority BETWEEN ? AND ?", [.integer(priority.lowerBound), .integer(priority.upperBound)])
            )
        }
        return all
    }

    private var personClauses: [Clause] {
        if onlyUnassigned { return [Clause("(assignee IS NULL OR assignee = '')")] }
        return assignee.map { [Clause("assignee = ?", [.text($0)])] } ?? []
    }

    private func labelClauses(on shelf: Shelf) -> [Clause] {
        var all: [Clause] = labels.map { .labelled([$0], on: shelf) }
        if !anyLabels.isEmpty { all.append(.labelled(anyLabels, on: shelf)) }
        if !excludedLabels.isEmpty { all.append(.notLabelled(excludedLabels, on: shelf)) }
        if onlyUnlabelled { all.append(Clause("id NOT IN (SELECT issue_id FROM \(shelf.labels))")) }
        return all
    }

    private var textClauses: [Clause] {
        var all: [Clause] = []
        if !ids.isEmpty { all.append(.any("id", of: ids.map(\.description))) }
        for (column, part) in [
            ("title", title), ("description", descriptionPart), ("notes", notesPart), ("external_ref", externalPart),
        ] {
            if let part { all.append(Clause("\(column) LIKE ? ESCAPE '\\'", [.text(BeadFilter.pattern(part))])) }
        }
        if let text {
            let pattern = Value.text(BeadFilter.pattern(text))
            let any = ["title", "id", "description"].map { "\($0) LIKE ? ESCAPE '\\'" }.joined(separator: " OR ")
            all.append(Clause("(\(any))", [pattern, pattern, pattern]))
        }
        if onlyWithoutDescription { all.append(Clause("description = ''")) }
        for (key, value) in metadata { all.append(.metadata(key, value)) }
        if let specPrefix {
            let pattern = String(BeadFilter.pattern(specPrefix).dropFirst())
            all.append(Clause("spec_id LIKE ? ESCAPE '\\'", [.text(pattern)]))
        }
        return all
    }

    /// `part` anywhere in a text.
    private static func pattern(_ part: String) -> String {
        var text = "%"
        for character in part {
            if "%_\\".contains(character) { text.append("\\") }
            text.append(character)
        }
        return text + "%"
    }

    private func timeClauses(at now: Timestamp) -> [Clause] {
        var all: [Clause] = []
        for (column, span) in [
            ("created_at", created), ("updated_at", updated), ("closed_at", closed), ("due_at", due),
            ("defer_until", deferred),
        ] {
            if let after = span.after { all.append(Clause("\(column) > ?", [.time(after)])) }
            if let before = span.before { all.append(Clause("\(column) < ?", [.time(before)])) }
        }
        if onlyBlocked { all.append(Clause("is_blocked = 1")) }
        if onlyDeferred {
            let sleeps = "(defer_until > ? OR status = 'deferred' AND defer_until IS NULL)"
            all.append(Clause(sleeps, [.time(now)]))
        }
        if onlyOverdue { all.append(Clause("due_at < ? AND status <> 'closed'", [.time(now)])) }
        return all
    }

    private var familyClauses: [Clause] {
        let edges = Shelf.allCases.map { "SELECT source, target FROM \($0.edges) WHERE type = 'parent-child'" }
        var all: [Clause] = []
        if let parent {
            let children = edges.map { "SELECT source FROM (\($0)) WHERE target = ?" }.joined(separator: " UNION ALL ")
            let id = Value.text(parent.description)
            all.append(Clause("id IN (\(children))", [id, id]))
        }
        if onlyWithoutParent {
            let any = edges.map { "SELECT source FROM (\($0))" }.joined(separator: " UNION ALL ")
            all.append(Clause("id NOT IN (\(any))"))
        }
        return all
    }
}
