package import Basics
package import Vocabulary

/// One piece of work, a message, a request to merge, an agent: a row of the ledger.
///
/// Relations (edges, labels, comments) stand in tables of their own.
package struct Bead: Hashable, Sendable {
    package var id: BeadID
    package var title: String
    package var description = ""
    package var design = ""
    package var acceptanceCriteria = ""
    package var notes = ""
    package var specID: String?
    package var status = BeadStatus.open
    /// 0 critical to 4 backlog.
    package var priority = 2
    package var type = BeadType.task
    package var assignee: String?
    /// The e-mail of the accountable human.
    package var owner: String?
    package var estimatedMinutes: Int?
    package var createdAt: Timestamp
    package var createdBy: String?
    package var updatedAt: Timestamp
    /// Set the first time the bead goes in progress.
    package var startedAt: Timestamp?
    /// Set exactly while the status is `closed`.
    package var closedAt: Timestamp?
    package var closeReason: String?
    package var closedBySession: String?
    package var dueAt: Timestamp?
    package var deferUntil: Timestamp?
    package var externalRef: String?
    package var sourceSystem: String?
    package var sourceRepo: String?
    /// A JSON object, kept to the letter; `nil` where there is none.
    package var metadata: String?
    package var compactionLevel = 0
    package var compactedAt: Timestamp?
    package var compactedAtCommit: String?
    package var originalSize: Int?
    package var sender: String?
    package var isEphemeral = false
    package var hasNoHistory = false
    package var wispType: String?
    package var isPinned = false
    package var isTemplate = false
    package var molType: String?
    package var workType: String?
    package var eventKind: String?
    package var actor: String?
    package var target: String?
    package var payload: String?
    package var awaitType: String?
    package var awaitID: String?
    package var timeoutNanoseconds: Int?
    /// A JSON array of texts.
    package var waiters: String?
    /// A JSON array of bonds.
    package var bondedFrom: String?
    package var sourceFormula: String?
    package var sourceLocation: String?
    /// Of the work's content as spec bd.md 1.7 lists it; kept true by every write.
    package var contentHash: String?
    /// Grows with each sling, restart, nuke and unsling.
    package var token = FencingToken(0)
    /// How often landing sent the work back.
    package var attempt = 0
    /// Derived from the graph; written by the transaction, never by a caller.
    package internal(set) var isBlocked = false

    package init(id: BeadID, title: String, at time: Timestamp) {
        self.id = id
        self.title = title
        createdAt = time
        updatedAt = time
    }

    /// Whether the row lives in the ignored tables.
    package var isWisp: Bool { isEphemeral || hasNoHistory }
}

/// The state of a bead: one of the built-in ones or a name that the project configured.
package struct BeadStatus: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package var description: String { rawValue }

    package static let open = BeadStatus(rawValue: "open")
    package static let inProgress = BeadStatus(rawValue: "in_progress")
    package static let blocked = BeadStatus(rawValue: "blocked")
    package static let deferred = BeadStatus(rawValue: "deferred")
    package static let closed = BeadStatus(rawValue: "closed")
    package static let pinned = BeadStatus(rawValue: "pinned")
    package static let hooked = BeadStatus(rawValue: "hooked")

    /// In the order in which lists name them.
    package static let builtIn: [BeadStatus] = [.open, .inProgress, .blocked, .deferred, .closed, .pinned, .hooked]
}

/// What a bead is: one of the known kinds of work or a name that the project configured.
package struct BeadType: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package var description: String { rawValue }

    package static let task = BeadType(rawValue: "task")
    package static let epic = BeadType(rawValue: "epic")
    package static let message = BeadType(rawValue: "message")
    package static let mergeRequest = BeadType(rawValue: "merge-request")
    package static let convoy = BeadType(rawValue: "convoy")
    package static let agent = BeadType(rawValue: "agent")
    package static let gate = BeadType(rawValue: "gate")
    package static let molecule = BeadType(rawValue: "molecule")

    /// Kinds of work that anybody may create.
    package static let work: [BeadType] = [
        "bug", "feature", "task", "epic", "chore", "decision", "message", "molecule", "gate", "spike", "story",
        "milestone",
    ].map(BeadType.init(rawValue:))

    /// Kinds the town itself keeps; hidden from lists, export and ready unless asked for.
    package static let infrastructure: [BeadType] = [
        "agent", "rig", "role", "message", "merge-request", "convoy", "slot", "queue", "event",
    ].map(BeadType.init(rawValue:))

    /// Kinds that are never handed out as ready work unless a filter names them.
    package static let neverReady: [BeadType] = infrastructure + [.gate, .molecule]

    /// Reads what a person typed: other words for some kinds are understood.
    package init(typed text: String) {
        let known = [
            "enhancement": "feature", "feat": "feature", "dec": "decision", "adr": "decision",
            "investigation": "spike", "timebox": "spike", "user-story": "story", "user_story": "story",
            "ms": "milestone", "mr": "merge-request", "mol": "molecule",
        ]
        let lower = text.lowercased()
        self.init(rawValue: known[lower] ?? lower)
    }
}
