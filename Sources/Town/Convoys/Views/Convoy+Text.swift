package import Basics
import Ledger
import Vocabulary

extension Convoy {
    /// The line of a list; `number` is what ``ConvoyBook/convoy(_:)-(String)`` takes, where there is one.
    package func line(number: Int?) -> String {
        let mark = status == .closed ? "✓" : "●"
        let place = number.map { "\($0). " } ?? ""
        return "  \(place)🚚 \(id): \(title) \(mark) \(doneCount)/\(members.count)"
    }

    /// The convoy with all it tracks.
    package func lines(in zone: LocalTime) -> [String] {
        let gone = goneCount == 0 ? "" : ", \(goneCount) gone with a rig that was removed"
        var lines = [
            "🚚 \(id): \(title)",
            "",
            "  Status:    \(status)\(isOpenAgain ? " again" : "")",
            "  Progress:  \(doneCount)/\(members.count) completed\(gone)",
            "  Created:   \(createdAt.minute(in: zone))",
        ]
        if !watchers.isEmpty { lines.append("  Watchers:  \(watchers.map(\.description).joined(separator: ", "))") }
        lines += ["", "  Tracked issues:"]
        return lines + members.map { "    \($0.mark) \($0.id): \($0.words)" }
    }
}

extension Convoy.Member {
    private static let workMarks: [BeadStatus: String] = [.closed: "✓", .inProgress: "▶", .hooked: "▶"]

    fileprivate var words: String {
        isGone ? "(its rig was removed)" : status == nil ? "(deleted)" : title
    }

    fileprivate var mark: String { status.map { Self.workMarks[$0] ?? "○" } ?? "✗" }
}
