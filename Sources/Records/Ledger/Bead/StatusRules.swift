/// The states a project knows and what each means for readiness.
package struct StatusRules: Hashable, Sendable {
    /// What a state means for readiness: may be started, is worked on, is over, sleeps.
    package enum Category: String, Hashable, Sendable, CaseIterable { case active, wip, done, frozen }

    /// The project's own states in the order of its setting, `nil` where none is named: valid and
    /// listed, never ready.
    package let custom: [(name: BeadStatus, category: Category?)]

    /// Reads `status.custom`: `name[:category]` between commas; what does not parse is left out.
    package init(configured text: String?) {
        custom = (text ?? "").split(separator: ",").compactMap { part in
            let fields = part.split(separator: ":", maxSplits: 1).map { String($0).trimmingSpaces }
            guard let name = fields.first, StatusRules.isName(name) else { return nil }
            return (BeadStatus(rawValue: name), fields.count > 1 ? Category(rawValue: fields[1]) : nil)
        }
    }

    /// What a state means; `nil` for a custom one without category and for an unknown one.
    package func category(of status: BeadStatus) -> Category? {
        switch status {
        case .open: .active
        case .inProgress, .blocked, .hooked: .wip
        case .deferred, .pinned: .frozen
        case .closed: .done
        default: custom.first { $0.name == status }?.category ?? nil
        }
    }

    /// Whether beads may have this state.
    package func knows(_ status: BeadStatus) -> Bool {
        BeadStatus.builtIn.contains(status) || custom.contains { $0.name == status }
    }

    /// Whether a bead in this state keeps nobody waiting.
    func releases(_ status: BeadStatus) -> Bool { category(of: status) == .done || status == .pinned }

    /// The custom states that `ready` shows beside `open`.
    package var active: [BeadStatus] { custom.filter { $0.category == .active }.map(\.name) }

    /// The names of all states in the order in which lists name them.
    package var known: [String] { (BeadStatus.builtIn + custom.map(\.name)).map(\.rawValue) }

    /// What `status.custom` must say so that `status` is known too, its category left open.
    func setting(with status: BeadStatus) -> String {
        let present = custom.map { "\($0.name)" + ($0.category.map { ":\($0.rawValue)" } ?? "") }
        let name = StatusRules.isName(status.rawValue) ? status.rawValue : "<name>"
        return (present + ["\(name):<category>"]).joined(separator: ",")
    }

    /// Why a `status.custom` setting cannot be taken, `nil` where it can.
    package static func fault(in text: String) -> String? {
        var seen: Set<String> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let fields = part.split(separator: ":", maxSplits: 1).map { String($0).trimmingSpaces }
            guard let name = fields.first, isName(name) else { return "\"\(part)\" is no name of a status" }
            if BeadStatus.builtIn.contains(BeadStatus(rawValue: name)) { return "\(name) is a built-in status" }
            if !seen.insert(name).inserted { return "\(name) is named twice" }
            if fields.count > 1, Category(rawValue: fields[1]) == nil {
                return "\"\(fields[1])\" is no category (active, wip, done, frozen)"
            }
        }
        return seen.count > 50 ? "more than 50 statuses" : nil
    }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, (97...122).contains(first), text.utf8.count <= 64 else { return false }
        return text.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || $0 == 95 || $0 == 45
        }
    }

    package static func == (a: StatusRules, b: StatusRules) -> Bool {
        a.custom.map(\.name) == b.custom.map(\.name) && a.custom.map(\.category) == b.custom.map(\.category)
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(custom.map(\.name)) }
}

extension String {
    /// The text without spaces at both ends.
    var trimmingSpaces: String {
        var text = self[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
