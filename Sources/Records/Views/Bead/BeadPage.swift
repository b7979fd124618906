package import Basics
package import Ledger
import Vocabulary

/// One bead as a page of text.
package struct BeadPage {
    private let details: BeadDetails
    private let rules: StatusRules
    private let isLong: Bool
    private let zone: LocalTime

    package init(_ details: BeadDetails, _ rules: StatusRules, isLong: Bool = false, zone: @escaping LocalTime) {
        self.details = details
        self.rules = rules
        self.isLong = isLong
        self.zone = zone
    }

    /// The lines of the page; the last one is empty.
    package var lines: [String] {
        var lines = head
        let bead = details.bead
        lines += ["", "DESCRIPTION", bead.description.isEmpty ? "  (none)" : bead.description]
        for (title, text) in [
            ("DESIGN", bead.design), ("NOTES", bead.notes), ("ACCEPTANCE CRITERIA", bead.acceptanceCriteria),
        ] where !text.isEmpty {
            lines += ["", title, text]
        }
        lines += relations
        if !details.labels.isEmpty { lines += ["", "LABELS: " + details.labels.joined(separator: ", ")] }
        if !details.comments.isEmpty { lines += ["", "COMMENTS"] + details.comments.flatMap(comment) }
        if isLong { lines += extended }
        return lines + [""]
    }

    private var head: [String] {
        let bead = details.bead
        let tag = BeadSymbols.stands(bead) ? " [\(bead.type.rawValue.uppercased())]" : ""
        let state = "[● P\(bead.priority) · \(bead.status.rawValue.uppercased())]"
        var lines = ["\(BeadSymbols.icon(bead.status, rules)) \(bead.id)\(tag) · \(bead.title)   \(state)"]
        var people: [String] = []
        if let owner = bead.createdBy ?? bead.owner { people.append("Owner: \(owner)") }
        if let assignee = bead.assignee { people.append("Assignee: \(assignee)") }
        lines.append((people + ["Type: \(bead.type)"]).joined(separator: " · "))
        let times = [
            ("Created", bead.createdAt), ("Started", bead.startedAt), ("Updated", bead.updatedAt), ("Due", bead.dueAt),
            ("Deferred", bead.deferUntil),
        ]
        let days = times.compactMap { name, time in time.map { "\(name): \($0.day(in: zone))" } }
        lines.append(days.joined(separator: " · "))
        if let reason = bead.closeReason { lines.append("Close reason: \(reason)") }
        if let reference = bead.externalRef { lines.append("External: \(reference)") }
        return lines
    }

    private var relations: [String] {
        var lines: [String] = []
        func block(_ title: String, _ sign: String, _ ends: [BeadDetails.Neighbour]) {
            guard !ends.isEmpty else { return }
            lines += ["", title] + ends.map { "  \(sign) \(BeadSymbols.neighbour($0.bead, rules))" }
        }
        let (down, up) = (details.dependencies, details.dependents)
        let soft: Set<EdgeType> = [.related, .relatesTo]
        block("PARENT", "↑", down.filter { $0.type == .parentChild })
        block("DEPENDS ON", "→", down.filter { $0.type.isBlocking })
        block("WAITS FOR", "→", down.filter { $0.type == .waitsFor })
        block("DISCOVERED FROM", "◊", down.filter { $0.type == .discoveredFrom })
        let children = up.filter { $0.type == .parentChild }
            .sorted { ($0.bead.priority, $0.bead.id) < ($1.bead.priority, $1.bead.id) }
        block("CHILDREN", "↳", children)
        if !children.isEmpty { lines.append(BeadPage.progress(children.map(\.bead))) }
        block("BLOCKS", "←", up.filter { $0.type.isBlocking })
        block("DISCOVERED", "◊", up.filter { $0.type == .discoveredFrom })
        block("RELATED", "↔", BeadPage.unique((down + up).filter { soft.contains($0.type) }))
        let known = soft.union([.parentChild, .blocks, .conditionalBlocks, .discoveredFrom])
        for (ends, sign) in [(down.filter { $0.type != .waitsFor }, "→"), (up, "←")] {
            var types: [EdgeType] = []
            for end in ends where !known.contains(end.type) && !types.contains(end.type) { types.append(end.type) }
            for type in types { block(type.rawValue.uppercased(), sign, ends.filter { $0.type == type }) }
        }
        return lines
    }

    private static func unique(_ ends: [BeadDetails.Neighbour]) -> [BeadDetails.Neighbour] {
        var seen: Set<String> = []
        return ends.filter { seen.insert($0.bead.id.description).inserted }
    }

    private static func progress(_ children: [Bead]) -> String {
        let done = children.count { $0.status == .closed }
        let sign = done == children.count ? "✓" : "◐"
        return "  \(sign) \(done)/\(children.count) complete (\(done * 100 / children.count)%)"
    }

    private func comment(_ comment: Comment) -> [String] {
        let text = comment.text.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
        return ["  \(comment.createdAt.minute(in: zone)) \(comment.author)"] + text
    }

    private var extended: [String] {
        let bead = details.bead
        var rows: [(String, String?)] = [
            ("Estimated", bead.estimatedMinutes.map { "\($0) minutes" }), ("Spec", bead.specID),
            ("Closed by session", bead.closedBySession), ("Source", bead.sourceSystem),
            ("Wisp type", bead.wispType), ("Molecule type", bead.molType), ("Await", bead.awaitType),
            ("Await id", bead.awaitID), ("Metadata", bead.metadata),
        ]
        if bead.attempt > 0 { rows.append(("Attempts", "\(bead.attempt)")) }
        let lines = rows.compactMap { name, value in value.map { "  \(name): \($0)" } }
        return lines.isEmpty ? [] : ["", "EXTENDED DETAILS"] + lines
    }
}
