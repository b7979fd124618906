import Basics
import CommandKit
import Console
import Effects
import JSON
import Ledger
import Views
import Vocabulary

/// Why beads are ready or blocked.
struct ReadyExplanation {
    let ledger: Ledger
    let query: ReadyQuery

    func show(in context: CommandContext) throws {
        try ledger.snapshot { read in
            var ready: [ListedBead] = []
            try read.list(read.ready(query, at: context.effects.now())) { ready.append($0) }
            let blocked = try read.blocked(below: query.parent)
            let cycles = try read.cycles()
            let resolved = try ready.map { try self.resolved($0, read) }
            let isFull = query.limit > 0 && ready.count == query.limit
            let total = isFull ? try read.readyCount(query, at: context.effects.now()) : ready.count
            context.show(json: json(ready, of: total, resolved, blocked, cycles)) {
                lines(ready, of: total, resolved, blocked, cycles)
            }
        }
    }

    /// The blockers of a bead that are done.
    private func resolved(_ listed: ListedBead, _ read: Reader) throws -> [BeadID] {
        listed.edges.filter(\.type.isBlocking).map(\.target)
    }

    private func reason(_ resolved: [BeadID]) -> String {
        resolved.isEmpty ? "no blocking dependencies" : "\(resolved.count) blocker(s) resolved"
    }

    private func json(
        _ ready: [ListedBead],
        of total: Int,
        _ resolved: [[BeadID]],
        _ blocked: [BlockedBead],
        _ cycles: [[BeadID]]
    ) -> JSON {
        let readyObjects = zip(ready, resolved).map { listed, done in
            var more = [
                JSON.Member("dependency_count", .int(listed.blockers)),
                JSON.Member("dependent_count", .int(listed.dependents)),
                JSON.Member("reason", .string(reason(done))),
                JSON.Member("resolved_blockers", .strings(done.map(\.description))),
            ]
            if let parent = listed.parent { more.append(JSON.Member("parent", .string(parent.description))) }
            return BeadObject.plain(listed.bead, labels: listed.labels, more: more)
        }
        let blockedObjects = blocked.map { bead in
            BeadObject.plain(
                bead.bead,
                more: [
                    JSON.Member("blocked_by", .array(bead.blockers.map(blocker))),
                    JSON.Member("blocked_by_count", .int(bead.blockers.count)),
                ]
            )
        }
        var members = [
            JSON.Member("blocked", .array(blockedObjects)),
            JSON.Member("ready", .array(readyObjects)),
            JSON.Member(
                "summary",
                .object([
                    JSON.Member("cycle_count", .int(cycles.count)),
                    JSON.Member("total_blocked", .int(blocked.count)),
                    JSON.Member("total_ready", .int(total)),
                ])
            ),
        ]
        if !cycles.isEmpty {
            members.append(JSON.Member("cycles", .array(cycles.map { .strings($0.map(\.description)) })))
        }
        return BeadObject.alone(members)
    }

    private func blocker(_ bead: Bead) -> JSON {
        .object([
            JSON.Member("id", .string(bead.id.description)),
            JSON.Member("priority", .int(bead.priority)),
            JSON.Member("status", .string(bead.status.rawValue)),
            JSON.Member("title", .string(bead.title)),
        ])
    }

    private func lines(
        _ ready: [ListedBead],
        of total: Int,
        _ resolved: [[BeadID]],
        _ blocked: [BlockedBead],
        _ cycles: [[BeadID]]
    ) -> [String] {
        let shown = ready.count < total ? "\(ready.count) of \(total)" : "\(total)"
        var lines = ["", "📊 Ready Work Explanation", "", "● Ready (\(shown) issues):", ""]
        for (listed, done) in zip(ready, resolved) {
            lines.append("  \(listed.bead.id) [● P\(listed.bead.priority)] \(listed.bead.title)")
            lines.append("    Reason: \(reason(done))")
            if listed.dependents > 0 { lines.append("    Unblocks: \(listed.dependents) issue(s)") }
            lines.append("")
        }
        lines += ["● Blocked (\(blocked.count) issues):", ""]
        for bead in blocked {
            lines.append("  \(bead.bead.id) [● P\(bead.bead.priority)] \(bead.bead.title)")
            lines += bead.blockers.map { "    ← blocked by \($0.id): \($0.title) [\($0.status)]" }
            lines.append("")
        }
        for cycle in cycles { lines.append("  ⟲ cycle: \(cycle.map(\.description).joined(separator: " → "))") }
        let circles = cycles.isEmpty ? "" : ", \(cycles.count) cycles"
        return lines + ["─ Summary: \(total) ready, \(blocked.count) blocked\(circles)"]
    }
}
