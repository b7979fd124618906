import Basics
import JSON
import Ledger
import Vocabulary

/// Reads the members of a bead's object, and says which one is wrong.
struct MemberReader {
    let object: JSON
    /// Told the name of each member that is looked for.
    var asked: (String) -> Void = { _ in }

    subscript(name: String) -> JSON? {
        asked(name)
        return object[name]
    }

    func text(_ name: String) throws(BeadLineFault) -> String? {
        guard let value = self[name], !value.isNull else { return nil }
        guard let text = value.string else { throw fault(name, value, "a string") }
        return text
    }

    func number(_ name: String) throws(BeadLineFault) -> Int? {
        guard let value = self[name], !value.isNull else { return nil }
        guard let number = value.int else { throw fault(name, value, "a whole number") }
        return number
    }

    func flag(_ name: String) throws(BeadLineFault) -> Bool {
        guard let value = self[name], !value.isNull else { return false }
        guard let flag = value.bool else { throw fault(name, value, "true or false") }
        return flag
    }

    func time(_ name: String) throws(BeadLineFault) -> Timestamp? {
        guard let text = try text(name), !text.isEmpty else { return nil }
        guard let time = Timestamp(text) else { throw BeadLineFault(reason: "\(name) \"\(text)\" is no time") }
        return time
    }

    func texts(_ name: String) throws(BeadLineFault) -> [String] {
        guard let value = self[name], !value.isNull else { return [] }
        guard let array = value.array else { throw fault(name, value, "an array") }
        var all: [String] = []
        for element in array {
            guard let text = element.string else { throw fault(name, element, "an array of strings") }
            all.append(text)
        }
        return all
    }

    /// The text of a member that the ledger keeps as JSON.
    private func json(_ name: String) -> String? {
        guard let value = self[name], !value.isNull else { return nil }
        // Older exports hold such a value as a string.
        return value.string ?? value.text(.compact)
    }

    private func fault(_ name: String, _ value: JSON, _ expected: String) -> BeadLineFault {
        BeadLineFault(reason: "\(name) is \(value.kind), not \(expected)")
    }

    func fill(_ bead: inout Bead) throws(BeadLineFault) {
        bead.description = try text("description") ?? ""
        bead.design = try text("design") ?? ""
        bead.acceptanceCriteria = try text("acceptance_criteria") ?? ""
        bead.notes = try text("notes") ?? ""
        bead.specID = try text("spec_id")
        bead.status = BeadStatus(rawValue: try text("status") ?? "open")
        bead.priority = try number("priority") ?? 2
        bead.type = BeadType(rawValue: try text("issue_type") ?? "task")
        bead.assignee = try text("assignee")
        bead.owner = try text("owner")
        bead.estimatedMinutes = try number("estimated_minutes")
        bead.createdBy = try text("created_by")
        bead.updatedAt = try time("updated_at") ?? bead.createdAt
        bead.startedAt = try time("started_at")
        bead.closedAt = try time("closed_at")
        bead.closeReason = try text("close_reason")
        bead.closedBySession = try text("closed_by_session")
        bead.dueAt = try time("due_at")
        bead.deferUntil = try time("defer_until")
        bead.externalRef = try text("external_ref")
        bead.sourceSystem = try text("source_system")
        bead.sourceRepo = try text("source_repo")
        bead.metadata = json("metadata")
        if bead.metadata == "{}" { bead.metadata = nil }
        try fillRest(&bead)
    }

    private func fillRest(_ bead: inout Bead) throws(BeadLineFault) {
        bead.compactionLevel = try number("compaction_level") ?? 0
        bead.compactedAt = try time("compacted_at")
        bead.compactedAtCommit = try text("compacted_at_commit")
        bead.originalSize = try number("original_size")
        bead.sender = try text("sender")
        let isWisp = try flag("wisp")
        bead.isEphemeral = try flag("ephemeral") || isWisp
        bead.hasNoHistory = try flag("no_history")
        bead.wispType = try text("wisp_type")
        bead.isPinned = try flag("pinned")
        bead.isTemplate = try flag("is_template")
        bead.molType = try text("mol_type")
        bead.workType = try text("work_type")
        bead.eventKind = try text("event_kind")
        bead.actor = try text("actor")
        bead.target = try text("target")
        bead.payload = try text("payload")
        bead.awaitType = try text("await_type")
        bead.awaitID = try text("await_id")
        bead.timeoutNanoseconds = try number("timeout")
        bead.waiters = json("waiters")
        bead.bondedFrom = json("bonded_from")
        bead.sourceFormula = try text("source_formula")
        bead.sourceLocation = try text("source_location")
        bead.token = FencingToken(try number("token") ?? 0)
        bead.attempt = try number("attempt") ?? 0
        // The rule that closed means a time of closing holds whatever the line says.
        if bead.status == .closed { bead.closedAt = bead.closedAt ?? bead.updatedAt } else { bead.closedAt = nil }
    }

    func edges(of bead: Bead) throws(BeadLineFault) -> [Edge] {
        guard let value = self["dependencies"], !value.isNull else { return [] }
        guard let array = value.array else { throw fault("dependencies", value, "an array") }
        var edges: [Edge] = []
        for element in array {
            let reader = MemberReader(object: element)
            guard let target = try reader.text("depends_on_id"), !target.isEmpty else {
                throw BeadLineFault(reason: "a dependency has no depends_on_id")
            }
            var edge = Edge(
                bead.id,
                EdgeType(rawValue: try reader.text("type") ?? "blocks"),
                BeadID(trusted: target),
                at: try reader.time("created_at") ?? bead.createdAt,
                by: try reader.text("created_by")
            )
            edge.metadata = reader.json("metadata").flatMap { $0 == "{}" || $0.isEmpty ? nil : $0 }
            edge.threadID = try reader.text("thread_id")
            edges.append(edge)
        }
        return edges
    }

    func comments(on bead: Bead) throws(BeadLineFault) -> [Comment] {
        guard let value = self["comments"], !value.isNull else { return [] }
        guard let array = value.array else { throw fault("comments", value, "an array") }
        var comments: [Comment] = []
        for (number, element) in array.enumerated() {
            let reader = MemberReader(object: element)
            let id = element["id"]
            comments.append(
                Comment(
                    id: id?.string ?? id?.int.map { "\($0)" } ?? "\(bead.id)-\(number)",
                    bead: bead.id,
                    author: try reader.text("author") ?? "",
                    text: try reader.text("text") ?? "",
                    createdAt: try reader.time("created_at") ?? bead.createdAt
                )
            )
        }
        return comments
    }
}
