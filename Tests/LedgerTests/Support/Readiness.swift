import Basics
import Ledger
import SQL
import Vocabulary

/// Which beads are blocked and which are ready, straight from the definition.
///
/// That is bd.md 2.3 and 2.4 with the weaknesses of section 11 mended, out of nothing but rows and
/// edges: no stored flag, no code of the ledger beside the reading of columns. Slow, and easy to
/// believe.
struct Readiness {
    struct Row {
        var status: String
        var priority: Int
        var type: String
        var createdAt: String
        var deferUntil: String?
        var isPinned: Bool
        var isEphemeral: Bool
        var flag: Bool
    }

    struct Join {
        var source: String
        var target: String
        var type: String
        var metadata: String
    }

    private(set) var rows: [String: Row] = [:]
    private var outgoing: [String: [Join]] = [:]
    private var children: [String: [String]] = [:]
    private var categories: [String: String] = [:]

    init(_ read: Reader) throws {
        for table in ["issues", "wisps"] {
            let sql = """
                SELECT id, status, priority, issue_type, created_at, defer_until, pinned, ephemeral, is_blocked
                FROM \(table)
                """
            for (id, row) in try read.database.rows(sql, [], { ($0.text(0) ?? "", Row($0)) }) { rows[id] = row }
        }
        for table in ["dependencies", "wisp_dependencies"] {
            let joins = try read.database.rows("SELECT source, target, type, metadata FROM \(table)") {
                Join(
                    source: $0.text(0) ?? "",
                    target: $0.text(1) ?? "",
                    type: $0.text(2) ?? "",
                    metadata: $0.text(3) ?? ""
                )
            }
            for join in joins {
                outgoing[join.source, default: []].append(join)
                if join.type == "parent-child" { children[join.target, default: []].append(join.source) }
            }
        }
        let custom = try read.database.value("SELECT value FROM config WHERE key = 'status.custom'")
        if case .text(let text) = custom {
            for part in text.split(separator: ",") {
                let fields = part.split(separator: ":")
                categories[String(fields[0])] = fields.count > 1 ? String(fields[1]) : "none"
            }
        }
    }

    /// Whether a bead keeps nobody waiting.
    func isOver(_ status: String) -> Bool {
        status == "closed" || status == "pinned" || categories[status] == "done"
    }

    func isBlocked(_ id: String) -> Bool {
        guard let row = rows[id], !isOver(row.status) else { return false }
        return outgoing[id, default: []].contains { join in
            guard let target = rows[join.target] else { return false }
            switch join.type {
            case "blocks", "conditional-blocks": return !isOver(target.status)
            case "parent-child": return isBlocked(join.target)
            case "waits-for":
                return isWaiting(for: join.target, target, anyChild: join.metadata.contains("any-children"))
            default: return false
            }
        }
    }

    private func isWaiting(for spawner: String, _ row: Row, anyChild: Bool) -> Bool {
        let children = children[spawner, default: []].compactMap { rows[$0] }
        let over = children.filter { isOver($0.status) }
        if anyChild, !over.isEmpty { return false }
        return !isOver(row.status) || over.count < children.count
    }

    func isReady(_ id: String, at now: Timestamp) -> Bool {
        guard let row = rows[id], !row.isPinned, !row.isEphemeral, !isBlocked(id) else { return false }
        let never = [
            "agent", "rig", "role", "message", "merge-request", "convoy", "slot", "queue", "event", "gate", "molecule",
        ]
        guard !never.contains(row.type) else { return false }
        let time = now.description
        let sleeps = row.deferUntil.map { $0 > time } ?? false
        let isOpen = row.status == "open" || categories[row.status] == "active"
        let woke = row.status == "deferred" && row.deferUntil != nil
        guard isOpen || woke, !sleeps else { return false }
        return !outgoing[id, default: []].contains { join in
            join.type == "parent-child" && rows[join.target]?.deferUntil.map { $0 > time } == true
        }
    }

    /// The names of all that is ready, most urgent first, then the newest, then by name.
    func ready(at now: Timestamp) -> [String] {
        let all = rows.filter { isReady($0.key, at: now) }
        return all.sorted { a, b in
            if a.value.priority != b.value.priority { return a.value.priority < b.value.priority }
            if a.value.createdAt != b.value.createdAt { return a.value.createdAt > b.value.createdAt }
            return a.key < b.key
        }.map(\.key)
    }

    /// The beads whose stored flag is not what the definition says.
    var wrongFlags: [String] { rows.filter { $0.value.flag != isBlocked($0.key) }.map(\.key).sorted() }
}

extension Readiness.Row {
    init(_ row: SQL.Row) {
        status = row.text(1) ?? ""
        priority = row.integer(2)
        type = row.text(3) ?? ""
        createdAt = row.text(4) ?? ""
        deferUntil = row.text(5)
        isPinned = row.integer(6) != 0
        isEphemeral = row.integer(7) != 0
        flag = row.integer(8) != 0
    }
}
