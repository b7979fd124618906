package import Basics
import SQL
package import Vocabulary

extension Reader {
    /// A request by its name.
    package func request(_ id: BeadID) throws -> MergeRequestRecord? {
        try requests("WHERE id = ?1", [.text(id.description)]).first
    }

    /// The requests in some states, oldest first; all of them where none is named.
    package func requests(in states: [MergeRequestRecord.State] = []) throws -> [MergeRequestRecord] {
        guard !states.isEmpty else { return try requests("", []) }
        let condition = Clause.any("state", of: states.map(\.rawValue))
        return try requests("WHERE \(condition.sql)", condition.values)
    }

    /// The open requests in the order in which they are to be taken.
    ///
    /// First come, first served within a priority; who has waited for `bound` goes before all who
    /// have not, so that nothing waits for ever behind what is more urgent.
    package func waitingRequests(at now: Timestamp, bound: Duration) throws -> [MergeRequestRecord] {
        func isOverdue(_ request: MergeRequestRecord) -> Bool { request.createdAt.distance(to: now) >= bound }
        return try requests(in: [.open]).sorted { a, b in
            if isOverdue(a) != isOverdue(b) { return isOverdue(a) }
            if !isOverdue(a), a.priority != b.priority { return a.priority < b.priority }
            return (a.createdAt, a.id) < (b.createdAt, b.id)
        }
    }

    /// Every request that was made for a bead, oldest first.
    package func requests(for bead: BeadID) throws -> [MergeRequestRecord] {
        try requests("WHERE bead = ?1", [.text(bead.description)])
    }

    private func requests(_ condition: String, _ values: [Value]) throws -> [MergeRequestRecord] {
        let sql = "SELECT \(MergeRequestRecord.columns) FROM merge_requests \(condition) ORDER BY created_at, id"
        return try database.rows(sql, values, MergeRequestRecord.init(row:)).compactMap(\.self)
    }
}

/// Why a request is not changed.
package enum MergeRequestFault: Hashable, ProblemConvertible {
    case missing(BeadID)
    case otherWork(BeadID)
    case leaseLost(BeadID)
    case wrongState(BeadID, MergeRequestRecord.State)

    package var problem: Problem {
        switch self {
        case .missing(let id):
            Problem(.notFound, "no merge request \(id)", hints: ["`gt mq list <rig>` shows the queue."])
        case .otherWork(let id):
            Problem(.conflict, "\(id) was filed with another commit; nothing was changed")
        case .leaseLost(let id):
            Problem(.conflict, "\(id) is no longer held by this refinery; nothing was changed")
        case .wrongState(let id, let state):
            Problem(.conflict, "\(id) is \(state.rawValue); nothing was changed")
        }
    }
}

extension Transaction {
    /// Puts finished work in the merge queue, with its versioned bead of type `merge-request`.
    ///
    /// The same request with the same commit again changes nothing. Requests for the same bead that
    /// no refinery holds are replaced by this one.
    ///
    /// - Returns: the request as it stands in the ledger.
    /// - Throws: `BeadFault` for a bead that is not there, `MergeRequestFault.otherWork`.
    @discardableResult
    package func file(_ request: MergeRequestRecord) throws -> MergeRequestRecord {
        guard let bead = try read.bead(request.bead) else { throw BeadFault.missing(request.bead) }
        if let known = try read.request(request.id) {
            guard known.head == request.head, known.bead == request.bead else {
                throw MergeRequestFault.otherWork(request.id)
            }
            return known
        }
        for old in try read.requests(for: request.bead) where old.state == .open || old.state == .parked {
            try end(old, as: .rejected, reason: "replaced by \(request.id)")
        }
        var fresh = request
        fresh.state = .open
        fresh.createdAt = time
        fresh.updatedAt = time
        var side = Bead(id: request.id, title: "Merge: \(bead.id)", at: time)
        side.type = .mergeRequest
        side.priority = request.priority
        side.createdBy = actor.description
        side.description = "branch: \(request.branch)\ntarget: \(request.target)\nsource_issue: \(bead.id)"
        try insert(side)
        try addLabel("gt:merge-request", to: request.id)
        let places = (1...18).map { "?\($0)" }.joined(separator: ", ")
        try change(.versioned, "INSERT INTO merge_requests VALUES (\(places))", fresh.values)
        return fresh
    }

    /// Takes an open request for `owner`; `nil` where it is not open any more.
    package func claimRequest(_ id: BeadID, for owner: String) throws -> MergeRequestRecord? {
        guard var request = try read.request(id), request.state == .open else { return nil }
        request.state = .claimed
        request.lease = MergeRequestRecord.Lease(owner: owner, token: request.lease.token.next)
        try put(request, over: .open)
        try update(id, as: .claimed) { $0.status = .inProgress }
        return request
    }

    /// Gives a held request back to the queue, where it keeps its place.
    ///
    /// - Throws: `MergeRequestFault.leaseLost` when another one holds it now.
    package func release(_ request: MergeRequestRecord) throws {
        var now = try held(request)
        now.state = .open
        now.lease.owner = nil
        now.landing = nil
        try put(now, over: .claimed)
        try update(request.id) { $0.status = .open }
    }

    /// Ends a held request: merged with its commit, or rejected or parked with a reason.
    ///
    /// - Throws: `MergeRequestFault.leaseLost` when another one holds it now.
    package func conclude(
        _ request: MergeRequestRecord,
        as state: MergeRequestRecord.State,
        landing: String? = nil,
        commit: String? = nil,
        reason: String
    ) throws {
        var now = try held(request)
        now.landing = landing ?? now.landing
        now.landedCommit = commit
        try end(now, as: state, reason: reason)
    }

    /// Puts a parked request back into the queue.
    ///
    /// - Throws: `MergeRequestFault` for one that is not there or not parked.
    package func unpark(_ id: BeadID) throws {
        guard var request = try read.request(id) else { throw MergeRequestFault.missing(id) }
        guard request.state == .parked else { throw MergeRequestFault.wrongState(id, request.state) }
        request.state = .open
        request.reason = nil
        try put(request, over: .parked)
        try update(id) { $0.status = .open }
    }

    /// The request as it is now, if the lease is still the one that `request` was claimed with.
    private func held(_ request: MergeRequestRecord) throws -> MergeRequestRecord {
        guard let now = try read.request(request.id) else { throw MergeRequestFault.missing(request.id) }
        guard now.state == .claimed, now.lease == request.lease else { throw MergeRequestFault.leaseLost(request.id) }
        return now
    }

    private func end(_ request: MergeRequestRecord, as state: MergeRequestRecord.State, reason: String) throws {
        var request = request
        let old = request.state
        request.state = state
        request.reason = reason
        request.lease.owner = nil
        try put(request, over: old)
        try update(request.id) { bead in
            bead.status = state == .parked ? .blocked : .closed
            bead.closeReason = state == .parked ? nil : reason
        }
    }

    private func put(_ request: MergeRequestRecord, over state: MergeRequestRecord.State) throws {
        let changed = try change(
            .versioned,
            """
            UPDATE merge_requests SET state = ?3, lease_owner = ?4, lease_token = ?5, landing = ?6, \
            landed_commit = ?7, reason = ?8, updated_at = ?9 WHERE id = ?1 AND state = ?2
            """,
            [
                .text(request.id.description), .text(state.rawValue), .text(request.state.rawValue),
                .text(request.lease.owner), .integer(request.lease.token.value), .text(request.landing),
                .text(request.landedCommit), .text(request.reason), .time(time),
            ]
        )
        guard changed == 1 else { throw MergeRequestFault.leaseLost(request.id) }
    }
}
