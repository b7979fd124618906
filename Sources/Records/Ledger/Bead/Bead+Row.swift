package import Basics
package import SQL
import Vocabulary

extension Bead {
    /// The columns of a bead's row in the order of the schema.
    static let columnNames: [String] = [
        "id", "title", "description", "design", "acceptance_criteria", "notes", "spec_id", "status", "priority",
        "issue_type", "assignee", "owner", "estimated_minutes", "created_at", "created_by", "updated_at", "started_at",
        "closed_at", "close_reason", "closed_by_session", "due_at", "defer_until", "external_ref", "source_system",
        "source_repo", "metadata", "compaction_level", "compacted_at", "compacted_at_commit", "original_size",
        "sender", "ephemeral", "no_history", "wisp_type", "pinned", "is_template", "mol_type", "work_type",
        "event_kind", "actor", "target", "payload", "await_type", "await_id", "timeout_ns", "waiters", "bonded_from",
        "source_formula", "source_location", "content_hash", "token", "attempt", "is_blocked",
    ]

    /// The columns for a `SELECT`, so that ``init(row:)`` reads them by position.
    package static let columns = columnNames.joined(separator: ", ")

    /// A place for each column, for an `INSERT` of ``values``.
    static let places = (1...columnCount).map { "?\($0)" }.joined(separator: ", ")

    /// How many columns a bead takes in a row; what a query adds begins there.
    package static var columnCount: Int { columnNames.count }

    /// Reads a row whose first columns are ``columns``.
    package init(row: Row) {
        id = BeadID(trusted: row.text(0) ?? "")
        title = row.text(1) ?? ""
        createdAt = row.time(13) ?? Timestamp(seconds: 0, nanoseconds: 0)
        updatedAt = row.time(15) ?? createdAt
        description = row.text(2) ?? ""
        design = row.text(3) ?? ""
        acceptanceCriteria = row.text(4) ?? ""
        notes = row.text(5) ?? ""
        specID = row.text(6)
        status = BeadStatus(rawValue: row.text(7) ?? "open")
        priority = row.integer(8)
        type = BeadType(rawValue: row.text(9) ?? "task")
        assignee = row.text(10)
        owner = row.text(11)
        estimatedMinutes = row.integerIfAny(12)
        createdBy = row.text(14)
        startedAt = row.time(16)
        closedAt = row.time(17)
        closeReason = row.text(18)
        closedBySession = row.text(19)
        dueAt = row.time(20)
        deferUntil = row.time(21)
        externalRef = row.text(22)
        sourceSystem = row.text(23)
        sourceRepo = row.text(24)
        metadata = row.text(25)
        compactionLevel = row.integer(26)
        compactedAt = row.time(27)
        compactedAtCommit = row.text(28)
        originalSize = row.integerIfAny(29)
        sender = row.text(30)
        isEphemeral = row.integer(31) != 0
        hasNoHistory = row.integer(32) != 0
        wispType = row.text(33)
        isPinned = row.integer(34) != 0
        isTemplate = row.integer(35) != 0
        molType = row.text(36)
        workType = row.text(37)
        eventKind = row.text(38)
        actor = row.text(39)
        target = row.text(40)
        payload = row.text(41)
        awaitType = row.text(42)
        awaitID = row.text(43)
        timeoutNanoseconds = row.integerIfAny(44)
        waiters = row.text(45)
        bondedFrom = row.text(46)
        sourceFormula = row.text(47)
        sourceLocation = row.text(48)
        contentHash = row.text(49)
        token = FencingToken(row.integer(50))
        attempt = row.integer(51)
        isBlocked = row.integer(52) != 0
    }

    /// The row's values in the order of ``columnNames``.
    var values: [Value] {
        let first: [Value] = [
            .text(id.description), .text(title), .text(description), .text(design), .text(acceptanceCriteria),
            .text(notes), .text(specID), .text(status.rawValue), .integer(priority), .text(type.rawValue),
            .text(assignee), .text(owner), .integer(estimatedMinutes), .time(createdAt), .text(createdBy),
            .time(updatedAt), .time(startedAt), .time(closedAt), .text(closeReason), .text(closedBySession),
            .time(dueAt), .time(deferUntil), .text(externalRef), .text(sourceSystem), .text(sourceRepo),
            .text(metadata),
        ]
        let second: [Value] = [
            .integer(compactionLevel), .time(compactedAt), .text(compactedAtCommit), .integer(originalSize),
            .text(sender), .bool(isEphemeral), .bool(hasNoHistory), .text(wispType), .bool(isPinned),
            .bool(isTemplate), .text(molType), .text(workType), .text(eventKind), .text(actor), .text(target),
            .text(payload), .text(awaitType), .text(awaitID), .integer(timeoutNanoseconds), .text(waiters),
            .text(bondedFrom), .text(sourceFormula), .text(sourceLocation), .text(contentHash),
            .integer(token.value), .integer(attempt), .bool(isBlocked),
        ]
        return first + second
    }
}

extension Row {
    /// A time that a column holds as text, `nil` where it is null.
    package func time(_ column: Int) -> Timestamp? { bytes(column).flatMap { Timestamp(stored: $0) } }
}

extension Value {
    /// A time as the ledger stores it: 30 characters whose order is the order of time.
    package static func time(_ time: Timestamp?) -> Value { .text(time?.description) }
}
