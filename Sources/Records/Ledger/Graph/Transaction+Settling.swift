import SQL
package import Vocabulary

extension Transaction {
    /// Brings the blocked flags around everything that changed in line with the graph.
    ///
    /// A bead is blocked while it is neither done nor pinned and one of these holds: a `blocks` or
    /// `conditional-blocks` target is neither done nor pinned; a parent is blocked; a spawner it
    /// waits for keeps it waiting (``Blocking``). Targets that are not in this ledger keep nobody
    /// waiting.
    func settle() throws {
        if needsWholeSettling { return try settleWhole() }
        guard !unsettled.isEmpty else { return }
        let blocking = Blocking(read: read, statuses: try statuses())
        // What a changed state touches: dependents, children and those who wait for a parent's children.
        var queue = Array(unsettled)
        var queued = unsettled
        for other in try read.near(unsettled) where queued.insert(other).inserted { queue.append(other) }
        unsettled = []
        while let id = queue.popLast() {
            queued.remove(id)
            guard let before = try blocking.state(of: id) else { continue }
            let after = try blocking.isBlocked(id, in: before)
            guard after != before.isBlocked else { continue }
            try change(
                before.shelf,
                "UPDATE \(before.shelf.beads) SET is_blocked = ?2 WHERE id = ?1",
                [.text(id.description), .bool(after)]
            )
            track(id, isBlocked: after, before.status, blocking.statuses)
            for child in try read.children(of: id) where queued.insert(child).inserted { queue.append(child) }
        }
    }

    /// The same for the whole graph at once.
    private func settleWhole() throws {
        needsWholeSettling = false
        unsettled = []
        let statuses = try self.statuses()
        let blocked = try GraphImage(read: read).blocked()
        for shelf in Shelf.allCases {
            var wrong: [(id: BeadID, status: BeadStatus)] = []
            try database.statement("SELECT id, status, is_blocked FROM \(shelf.beads)").each([]) {
                let id = BeadID(trusted: $0.text(0) ?? "")
                if ($0.integer(2) != 0) != blocked.contains(id) {
                    wrong.append((id, BeadStatus(rawValue: $0.text(1) ?? "")))
                }
            }
            let sql = "UPDATE \(shelf.beads) SET is_blocked = 1 - is_blocked WHERE id = ?1"
            for (id, status) in wrong {
                try change(shelf, sql, [.text(id.description)])
                track(id, isBlocked: blocked.contains(id), status, statuses)
            }
        }
    }

    private func track(_ id: BeadID, isBlocked: Bool, _ status: BeadStatus, _ statuses: StatusRules) {
        if isBlocked {
            released.remove(id)
        } else if !statuses.releases(status) {
            released.insert(id)
        }
    }

    /// The beads that were blocked and that this transaction has freed so far, by name.
    package func freed() throws -> [BeadID] {
        try settle()
        return released.sorted()
    }
}

/// The definition of "blocked" for one bead, out of its edges and the states around it.
struct Blocking {
    /// What is asked of a bead here.
    struct State {
        var shelf: Shelf
        var status: BeadStatus
        var isBlocked: Bool
    }

    let read: Reader
    let statuses: StatusRules
    /// Asked instead of the ledger, where many beads are looked at that nobody changes meanwhile.
    var known: ((BeadID) throws -> State?)?

    func state(of id: BeadID) throws -> State? {
        if let known { return try known(id) }
        for shelf in Shelf.allCases {
            let sql = "SELECT status, is_blocked FROM \(shelf.beads) WHERE id = ?1"
            let found = try read.database.first(sql, [.text(id.description)]) {
                State(
                    shelf: shelf,
                    status: BeadStatus(rawValue: $0.text(0) ?? ""),
                    isBlocked: $0.integer(1) != 0
                )
            }
            if let found { return found }
        }
        return nil
    }

    func isBlocked(_ id: BeadID, in state: State) throws -> Bool {
        guard !statuses.releases(state.status) else { return false }
        return try read.edges(from: id).contains { try holds($0) }
    }

    /// Whether an edge keeps its source from being started.
    func holds(_ edge: Edge) throws -> Bool {
        guard edge.type.affectsReadiness, let target = try state(of: edge.target) else { return false }
        switch edge.type {
        case .parentChild: return target.isBlocked
        case .waitsFor: return try keepsWaiting(edge, spawner: target)
        default: return !statuses.releases(target.status)
        }
    }

    /// A spawner that is open may still make children, so it must be done itself, and all its
    /// children with it; where any child is enough, the first one that is done ends the waiting.
    private func keepsWaiting(_ edge: Edge, spawner: State) throws -> Bool {
        let children = try read.children(of: edge.target).compactMap { try state(of: $0) }
        let done = children.filter { statuses.releases($0.status) }.count
        if edge.isContentWithAnyChild, done > 0 { return false }
        return !statuses.releases(spawner.status) || done < children.count
    }
}
