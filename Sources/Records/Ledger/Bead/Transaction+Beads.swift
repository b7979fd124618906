import Basics
import JSON
import SQL
package import Vocabulary

extension Transaction {
    /// Writes a new bead as it is given, with its event and its place in the counts.
    ///
    /// - Throws: `BeadFault` for values no bead may have, `Problem` where the id is taken.
    package func insert(_ bead: Bead) throws {
        var bead = bead
        if bead.status == .closed { bead.closedAt = bead.closedAt ?? bead.updatedAt }
        try BeadFault.check(bead, try statuses())
        guard try read.shelf(of: bead.id) == nil else {
            throw Problem(
                .conflict,
                "\(bead.id) is there already; nothing was created",
                hints: ["`bd show \(bead.id)` shows it; `bd update \(bead.id)` changes it."]
            )
        }
        bead.contentHash = bead.currentContentHash
        let shelf: Shelf = bead.isWisp ? .ignored : .versioned
        try change(shelf, "INSERT INTO \(shelf.beads) VALUES (\(Bead.places))", bead.values)
        try count(bead.id, by: 1, on: shelf)
        unsettled.insert(bead.id)
        note(Event(.created, of: bead.id))
    }

    /// Changes a bead: `body` edits a copy, and only what differs is written.
    ///
    /// The time of the change, the times of start and end and the content hash follow by
    /// themselves; a change of state settles the graph. Nothing is written where nothing differs.
    /// A state that means "done" is guarded like ``close(_:reason:session:force:)``.
    ///
    /// `event` says what happened where it is more than an update; `comment` goes into the event.
    /// The answer is the bead as it is now.
    @discardableResult
    package func update(
        _ id: BeadID,
        as event: Event.Kind? = nil,
        comment: String? = nil,
        _ body: (inout Bead) throws -> Void
    ) throws -> Bead {
        try edit(id, as: event, comment: comment) { bead in
            let before = bead
            try body(&bead)
            let statuses = try self.statuses()
            if statuses.category(of: bead.status) == .done, statuses.category(of: before.status) != .done {
                try guardClosing(before, isForced: false)
            }
        }
    }

    /// An update without the guards of closing.
    @discardableResult
    func edit(
        _ id: BeadID,
        as event: Event.Kind? = nil,
        comment: String? = nil,
        _ body: (inout Bead) throws -> Void
    ) throws -> Bead {
        guard let old = try read.bead(id) else { throw BeadFault.missing(id) }
        var new = old
        try body(&new)
        // By bytes: texts that look the same may be written in two ways.
        guard new.values != old.values else { return old }
        precondition(new.id == old.id && new.isWisp == old.isWisp, "an update neither renames nor moves a bead")
        followStatus(from: old, to: &new)
        try BeadFault.check(new, try statuses())
        new.updatedAt = time
        new.contentHash = new.currentContentHash
        try write(new, over: old)
        if new.status != old.status { unsettled.insert(id) }
        noteChange(from: old, to: new, as: event, comment)
        return new
    }

    /// `started_at` on the first start, `closed_at` exactly while closed, `pinned` with the state.
    private func followStatus(from old: Bead, to new: inout Bead) {
        guard new.status != old.status else { return }
        if new.status == .inProgress, new.startedAt == nil { new.startedAt = time }
        if new.status == .closed {
            new.closedAt = new.closedAt ?? time
            new.closeReason = new.closeReason ?? "Closed"
        }
        if old.status == .closed {
            new.closedAt = nil
            new.closeReason = nil
            new.closedBySession = nil
        }
        if new.status == .pinned { new.isPinned = true }
        if old.status == .pinned, new.isPinned == old.isPinned { new.isPinned = false }
    }

    private func write(_ new: Bead, over old: Bead) throws {
        let shelf: Shelf = old.isWisp ? .ignored : .versioned
        var sets: [String] = []
        var values: [Value] = [.text(old.id.description)]
        for (name, (before, after)) in zip(Bead.columnNames, zip(old.values, new.values)) where before != after {
            values.append(after)
            sets.append("\(name) = ?\(values.count)")
        }
        try change(shelf, "UPDATE \(shelf.beads) SET \(sets.joined(separator: ", ")) WHERE id = ?1", values)
    }

    private func noteChange(from old: Bead, to new: Bead, as kind: Event.Kind?, _ comment: String?) {
        var before: [JSON.Member] = []
        var after: [JSON.Member] = []
        let hidden: Set<String> = ["updated_at", "content_hash", "is_blocked"]
        for (name, (a, b)) in zip(Bead.columnNames, zip(old.values, new.values)) where a != b && !hidden.contains(name)
        {
            before.append(JSON.Member(name, a.json))
            after.append(JSON.Member(name, b.json))
        }
        let natural: Event.Kind =
            if new.status == .closed, old.status != .closed {
                .closed
            } else if old.status == .closed, new.status != .closed {
                .reopened
            } else if new.status != old.status {
                .statusChanged
            } else {
                .updated
            }
        note(
            Event(
                kind ?? natural,
                of: new.id,
                old: JSON.object(before).text(.compact),
                new: JSON.object(after).text(.compact),
                comment: comment
            )
        )
    }

    /// Takes a bead away with its edges in both directions, labels and comments.
    ///
    /// - Returns: how many edges went with it.
    @discardableResult
    package func delete(_ id: BeadID) throws -> Int {
        guard let shelf = try read.shelf(of: id) else { throw BeadFault.missing(id) }
        unsettled.formUnion(try read.near([id]))
        var edges = 0
        for side in Shelf.allCases {
            let mine = try database.first(
                "SELECT count(*) FROM \(side.edges) WHERE source = ?1 OR target = ?1",
                [.text(id.description)]
            ) { $0.integer(0) }
            guard let mine, mine > 0 else { continue }
            edges += try change(
                side,
                "DELETE FROM \(side.edges) WHERE source = ?1 OR target = ?1",
                [.text(id.description)]
            )
        }
        for table in [shelf.labels, shelf.comments] {
            try change(shelf, "DELETE FROM \(table) WHERE issue_id = ?1", [.text(id.description)])
        }
        try change(shelf, "DELETE FROM \(shelf.beads) WHERE id = ?1", [.text(id.description)])
        try count(id, by: -1, on: shelf)
        note(Event(.deleted, of: id), on: shelf)
        return edges
    }
}

extension Value {
    fileprivate var json: JSON {
        switch self {
        case .null: .null
        case .integer(let number): .int(number)
        case .real(let number): .number("\(number)")
        case .text(let text): .string(text)
        }
    }
}
