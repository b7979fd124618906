package import Basics
package import JSON
package import Ledger
import Vocabulary

/// How precisely times are shown.
package enum TimeForm: Hashable, Sendable {
    /// Whole seconds, as lists show them.
    case seconds
    /// All digits that say something: for exports and for what was just made.
    case full

    /// The time as this form shows it.
    package func text(_ time: Timestamp) -> String { self == .seconds ? time.inSeconds : time.trimmed }
}

extension Bead {
    /// The members of a bead's object that come before its relations, in their order; what is empty
    /// has no member.
    package func eachMember(_ times: TimeForm = .seconds, _ put: (String, JSON) -> Void) {
        func text(_ name: String, _ value: String?) {
            if let value, !value.isEmpty { put(name, .string(value)) }
        }
        func time(_ name: String, _ value: Timestamp?) {
            if let value { put(name, .string(times.text(value))) }
        }
        put("id", .string(id.description))
        put("title", .string(title))
        text("description", description)
        text("design", design)
        text("acceptance_criteria", acceptanceCriteria)
        text("notes", notes)
        text("spec_id", specID)
        put("status", .string(status.rawValue))
        put("priority", .int(priority))
        put("issue_type", .string(type.rawValue))
        text("assignee", assignee)
        text("owner", owner)
        if let estimatedMinutes { put("estimated_minutes", .int(estimatedMinutes)) }
        time("created_at", createdAt)
        text("created_by", createdBy)
        time("updated_at", updatedAt)
        time("started_at", startedAt)
        time("closed_at", closedAt)
        text("close_reason", closeReason)
        text("closed_by_session", closedBySession)
        time("due_at", dueAt)
        time("defer_until", deferUntil)
        text("external_ref", externalRef)
        text("source_system", sourceSystem)
        if let metadata { put("metadata", Bead.value(metadata)) }
        if compactionLevel > 0 { put("compaction_level", .int(compactionLevel)) }
        time("compacted_at", compactedAt)
        text("compacted_at_commit", compactedAtCommit)
        if let originalSize { put("original_size", .int(originalSize)) }
    }

    /// The members that come behind labels, edges and comments.
    package func eachLastMember(_ put: (String, JSON) -> Void) {
        func text(_ name: String, _ value: String?) {
            if let value, !value.isEmpty { put(name, .string(value)) }
        }
        func flag(_ name: String, _ value: Bool) {
            if value { put(name, .bool(true)) }
        }
        text("sender", sender)
        flag("ephemeral", isEphemeral)
        flag("no_history", hasNoHistory)
        text("wisp_type", wispType)
        flag("pinned", isPinned)
        flag("is_template", isTemplate)
        if let bondedFrom { put("bonded_from", Bead.value(bondedFrom)) }
        text("await_type", awaitType)
        text("await_id", awaitID)
        if let timeoutNanoseconds { put("timeout", .int(timeoutNanoseconds)) }
        if let waiters { put("waiters", Bead.value(waiters)) }
        text("source_formula", sourceFormula)
        text("source_location", sourceLocation)
        text("source_repo", sourceRepo)
        text("mol_type", molType)
        text("work_type", workType)
        text("event_kind", eventKind)
        text("actor", actor)
        text("target", target)
        text("payload", payload)
        if token.value > 0 { put("token", .int(token.value)) }
        if attempt > 0 { put("attempt", .int(attempt)) }
    }

    /// A column that holds JSON; one that does not parse is shown as the text it is.
    private static func value(_ text: String) -> JSON { (try? JSON.parse(text)) ?? .string(text) }
}

extension Edge {
    /// An edge as lists and exports show it.
    package func json(_ times: TimeForm = .seconds) -> JSON {
        var members = [
            JSON.Member("issue_id", .string(source.description)),
            JSON.Member("depends_on_id", .string(target.description)),
            JSON.Member("type", .string(type.rawValue)),
            JSON.Member("created_at", .string(times.text(createdAt))),
        ]
        if let createdBy, !createdBy.isEmpty { members.append(JSON.Member("created_by", .string(createdBy))) }
        members.append(JSON.Member("metadata", .string(metadata ?? "{}")))
        if let threadID, !threadID.isEmpty { members.append(JSON.Member("thread_id", .string(threadID))) }
        return .object(members)
    }
}

extension Comment {
    /// A comment as lists and exports show it.
    package func json(_ times: TimeForm = .seconds) -> JSON {
        .object([
            JSON.Member("id", .string(id)),
            JSON.Member("issue_id", .string(bead.description)),
            JSON.Member("author", .string(author)),
            JSON.Member("text", .string(text)),
            JSON.Member("created_at", .string(times.text(createdAt))),
        ])
    }
}
