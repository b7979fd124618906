package import Basics
import SQL
package import Vocabulary

/// Finished work that waits to be landed: the typed side of a merge request's bead.
package struct MergeRequestRecord: Hashable, Sendable {
    /// Where a request is on its way; only `open` and `claimed` lead on.
    package enum State: String, Hashable, Sendable, CaseIterable {
        /// Waits in the queue.
        case open
        /// Held by a refinery, whose lease stands beside it.
        case claimed
        /// Landed, with proof.
        case merged
        /// Sent back, withdrawn or replaced; its reason says which.
        case rejected
        /// Waits for a person; nobody is blamed.
        case parked
    }

    /// `<prefix>-mr-<incarnation>`, so that the same work filed twice is one request.
    package var id: BeadID
    /// The work it was done for.
    package var bead: BeadID
    /// The address of the seat.
    package var worker: String
    package var incarnation: Incarnation
    /// The branch as it was pushed, without `refs/heads/`.
    package var branch: String
    /// The branch it is to land on, without `refs/heads/`.
    package var target: String
    /// The commit of the target that the work began from.
    package var base: String
    /// The commit that is to land, whatever becomes of the branch later.
    package var head: String
    package var state = State.open
    /// Of the bead, when it was filed.
    package var priority: Int
    /// How often the bead had been sent back, when it was filed.
    package var attempt: Int
    package var lease: Lease
    /// The landing that took it, or is about to.
    package var landing: String?
    package var landedCommit: String?
    /// Why it is rejected or parked.
    package var reason: String?
    package var createdAt: Timestamp
    package var updatedAt: Timestamp

    /// A new request; ``Transaction/file(_:)`` sets its times.
    package init(
        for bead: BeadID,
        prefix: Prefix,
        worker: String,
        incarnation: Incarnation,
        branch: String,
        target: String,
        base: String,
        head: String,
        priority: Int,
        attempt: Int
    ) {
        id = Self.id(prefix, incarnation)
        self.bead = bead
        self.worker = worker
        self.incarnation = incarnation
        self.branch = branch
        self.target = target
        self.base = base
        self.head = head
        self.priority = priority
        self.attempt = attempt
        lease = Lease(owner: nil, token: FencingToken(0))
        createdAt = Timestamp(seconds: 0)
        updatedAt = createdAt
    }

    /// The name of the request of that occupation of a seat.
    package static func id(_ prefix: Prefix, _ incarnation: Incarnation) -> BeadID {
        BeadID(trusted: "\(prefix)-mr-\(incarnation)")
    }

    /// Who holds the request; a later holder has a greater token.
    package struct Lease: Hashable, Sendable {
        package var owner: String?
        package var token: FencingToken
    }
}

extension MergeRequestRecord {
    static let columns = """
        id, bead, worker, incarnation, branch, target, base, head, state, priority, attempt, lease_owner, lease_token, \
        landing, landed_commit, reason, created_at, updated_at
        """

    /// Reads a row whose columns are ``columns``; `nil` for one that no version of ours writes.
    init?(row: Row) {
        guard let incarnation = row.text(3).flatMap({ Incarnation($0) }) else { return nil }
        id = BeadID(trusted: row.text(0) ?? "")
        bead = BeadID(trusted: row.text(1) ?? "")
        worker = row.text(2) ?? ""
        self.incarnation = incarnation
        branch = row.text(4) ?? ""
        target = row.text(5) ?? ""
        base = row.text(6) ?? ""
        head = row.text(7) ?? ""
        state = row.text(8).flatMap { State(rawValue: $0) } ?? .parked
        priority = row.integer(9)
        attempt = row.integer(10)
        lease = Lease(owner: row.text(11), token: FencingToken(row.integer(12)))
        landing = row.text(13)
        landedCommit = row.text(14)
        reason = row.text(15)
        createdAt = row.time(16) ?? Timestamp(seconds: 0)
        updatedAt = row.time(17) ?? createdAt
    }

    var values: [Value] {
        [
            .text(id.description), .text(bead.description), .text(worker), .text(incarnation.description),
            .text(branch), .text(target), .text(base), .text(head), .text(state.rawValue), .integer(priority),
            .integer(attempt), .text(lease.owner), .integer(lease.token.value), .text(landing), .text(landedCommit),
            .text(reason), .time(createdAt), .time(updatedAt),
        ]
    }
}
