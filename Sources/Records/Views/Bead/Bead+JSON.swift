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

/// A time in one of its forms.
private struct ShownTime: FixedText {
    let time: Timestamp
    let form: TimeForm

    var longest: Int { Timestamp.longestText }

    func write(to place: UnsafeMutablePointer<UInt8>) -> Int {
        time.write(to: place, fractionDigits: form == .seconds ? 0 : time.neededDigits)
    }
}

extension Bead {
    /// Puts the members of a bead's object that come before its relations, in their order; what is empty
    /// has no member.
    package func putMembers(_ times: TimeForm = .seconds, into sink: inout some MemberSink) {
        sink.member("id", id.description)
        sink.member("title", title)
        sink.text("description", description)
        sink.text("design", design)
        sink.text("acceptance_criteria", acceptanceCriteria)
        sink.text("notes", notes)
        sink.text("spec_id", specID)
        sink.member("status", status.rawValue)
        sink.member("priority", priority)
        sink.member("issue_type", type.rawValue)
        sink.text("assignee", assignee)
        sink.text("owner", owner)
        sink.number("estimated_minutes", estimatedMinutes)
        sink.time("created_at", createdAt, times)
        sink.text("created_by", createdBy)
        sink.time("updated_at", updatedAt, times)
        sink.time("started_at", startedAt, times)
        sink.time("closed_at", closedAt, times)
        sink.text("close_reason", closeReason)
        sink.text("closed_by_session", closedBySession)
        sink.time("due_at", dueAt, times)
        sink.time("defer_until", deferUntil, times)
        sink.text("external_ref", externalRef)
        sink.text("source_system", sourceSystem)
        sink.json("metadata", metadata)
        if compactionLevel > 0 { sink.member("compaction_level", compactionLevel) }
        sink.time("compacted_at", compactedAt, times)
        sink.text("compacted_at_commit", compactedAtCommit)
        sink.number("original_size", originalSize)
    }

    /// Puts the members that come behind labels, edges and comments.
    package func putLastMembers(into sink: inout some MemberSink) {
        sink.text("sender", sender)
        sink.flag("ephemeral", isEphemeral)
        sink.flag("no_history", hasNoHistory)
        sink.text("wisp_type", wispType)
        sink.flag("pinned", isPinned)
        sink.flag("is_template", isTemplate)
        sink.json("bonded_from", bondedFrom)
        sink.text("await_type", awaitType)
        sink.text("await_id", awaitID)
        sink.number("timeout", timeoutNanoseconds)
        sink.json("waiters", waiters)
        sink.text("source_formula", sourceFormula)
        sink.text("source_location", sourceLocation)
        sink.text("source_repo", sourceRepo)
        sink.text("mol_type", molType)
        sink.text("work_type", workType)
        sink.text("event_kind", eventKind)
        sink.text("actor", actor)
        sink.text("target", target)
        sink.text("payload", payload)
        if token.value > 0 { sink.member("token", token.value) }
        if attempt > 0 { sink.member("attempt", attempt) }
    }
}

/// Members that are absent where there is nothing to say.
extension MemberSink {
    fileprivate mutating func text(_ name: StaticString, _ value: String) {
        if !value.isEmpty { member(name, value) }
    }

    fileprivate mutating func text(_ name: StaticString, _ value: String?) {
        if let value, !value.isEmpty { member(name, value) }
    }

    fileprivate mutating func number(_ name: StaticString, _ value: Int?) {
        if let value { member(name, value) }
    }

    fileprivate mutating func flag(_ name: StaticString, _ value: Bool) {
        if value { member(name, true) }
    }

    fileprivate mutating func time(_ name: StaticString, _ value: Timestamp?, _ form: TimeForm) {
        if let value { member(name, plain: ShownTime(time: value, form: form)) }
    }

    /// A column that holds JSON; one that does not parse is shown as the text it is.
    fileprivate mutating func json(_ name: StaticString, _ text: String?) {
        if let text { member(name, (try? JSON.parse(text)) ?? .string(text)) }
    }
}

extension Edge {
    /// Puts the members of an edge as lists and exports show it.
    func putMembers(_ times: TimeForm, into sink: inout some MemberSink) {
        sink.member("issue_id", source.description)
        sink.member("depends_on_id", target.description)
        sink.member("type", type.rawValue)
        sink.time("created_at", createdAt, times)
        sink.text("created_by", createdBy)
        sink.member("metadata", metadata ?? "{}")
        sink.text("thread_id", threadID)
    }

    /// An edge as lists show it.
    package var json: JSON {
        var members: [JSON.Member] = []
        putMembers(.seconds, into: &members)
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
