import Basics
import SQL
import Vocabulary

extension Transaction {
    /// Takes beads over as they are described: new ones are made, known ones replaced.
    ///
    /// A bead that was changed here after its line's time is left alone, its labels, its own edges and comments counting
    /// as it does, and so is one that the line says nothing new about. A token and a number of attempts never
    /// become smaller. An edge whose target is nowhere is left out and reported, unless the
    /// target belongs to another ledger. Circles are taken over as they come, but for parents, where
    /// the edge that would close one is left out and reported.
    ///
    /// With `skipsKnownTitles`, a new bead whose title an open one has already is left out.
    package func take(_ imported: [ImportedBead], skipsKnownTitles: Bool = false) throws -> ImportReport {
        var report = ImportReport()
        let statuses = try read.statuses()
        let prefix = try read.prefix()
        let known = try BulkState(read: read)
        var image = imported.count >= Transaction.manyLines ? try GraphImage(read: read) : nil
        let blocked = image?.blocked(after: imported) ?? []
        var titles: Set<String> = skipsKnownTitles ? known.openTitles : []
        var present = Set(known.shelves.keys)
        var written: [ImportedBead] = []
        var changes = RelationChanges(read: read)
        for var line in imported {
            if line.bead.id.description.isEmpty {
                line.setIdentifier(try makeIdentifier(for: line.bead, prefix: prefix))
            }
            let id = line.bead.id
            line.labels = line.labels.map(Label.trimmed).filter { !$0.isEmpty }
            if line.bead.status == .closed { line.bead.closedAt = line.bead.closedAt ?? line.bead.updatedAt }
            do { try BeadFault.check(line.bead, statuses) } catch {
                throw Problem(.refused, "\(id) cannot be imported: \(error.problem.summary); nothing was imported")
            }
            if known.shelves[id] == nil, skipsKnownTitles, !titles.insert(line.bead.title).inserted {
                report.duplicates += 1
                continue
            }
            if present.contains(id), let shelf = try read.shelf(of: id), let old = try read.bead(id, on: shelf) {
                guard try replace(old, by: line, on: shelf, &changes, &report) else { continue }
            } else {
                line.bead.isBlocked = blocked.contains(id)
                try insertAsIs(line.bead)
                if known.targets.contains(id) { unsettled.insert(id) }
                report.created.append(id)
            }
            present.insert(id)
            written.append(line)
        }
        let created = Set(report.created)
        // First of all lines, so that no edge that goes stands in the way of one that comes.
        for line in written where line.isWhole && !created.contains(line.bead.id) {
            try removeEdges(notIn: line, &image)
        }
        for line in written {
            let isNew = created.contains(line.bead.id)
            try takeRelations(of: line, isNew: isNew, present: present, prefix, &image, &report)
        }
        if image != nil { needsWholeSettling = true }
        return report
    }

    /// From so many lines on the graph is kept in memory.
    private static let manyLines = 200

    /// Replaces a bead that is there; `false` where it stays as it is.
    private func replace(
        _ old: Bead,
        by line: ImportedBead,
        on shelf: Shelf,
        _ changes: inout RelationChanges,
        _ report: inout ImportReport
    ) throws -> Bool {
        var new = line.bead
        if let amend = line.amend {
            new = old
            amend(&new)
        }
        if line.hasUpdateTime, old.updatedAt > new.updatedAt {
            report.stale.append(old.id)
            return false
        }
        (new.token, new.attempt) = (max(new.token, old.token), max(new.attempt, old.attempt))
        guard old.isWisp == new.isWisp else {
            throw Problem(.refused, "\(old.id) cannot be moved into or out of history by an import")
        }
        if !line.hasUpdateTime { new.updatedAt = old.updatedAt }
        new.isBlocked = old.isBlocked
        new.contentHash = new.currentContentHash
        let isSame = try new.values == old.values && hasSameRelations(line)
        guard !isSame else {
            report.unchanged.append(old.id)
            return false
        }
        if line.hasUpdateTime, let changed = try changes.last(of: old.id), changed > new.updatedAt {
            report.stale.append(old.id)
            return false
        }
        try put(new, on: shelf)
        if new.status != old.status { unsettled.insert(new.id) }
        note(Event(.imported, of: new.id))
        report.updated.append(new.id)
        return true
    }

    private func hasSameRelations(_ line: ImportedBead) throws -> Bool {
        let id = line.bead.id
        let edges = Set(try read.edges(from: id))
        guard line.edges.allSatisfy(edges.contains) else { return false }
        guard !line.isWhole || edges.count == Set(line.edges).count else { return false }
        func bytes(_ labels: [String]) -> Set<[UInt8]> { Set(labels.map { Array($0.utf8) }) }
        if line.hasLabels, try bytes(read.labels(of: id)) != bytes(line.labels) { return false }
        guard !line.comments.isEmpty else { return true }
        let comments = Set(try read.comments(on: id))
        return line.comments.allSatisfy(comments.contains)
    }

    private func insertAsIs(_ bead: Bead) throws {
        var bead = bead
        bead.contentHash = bead.currentContentHash
        let shelf: Shelf = bead.isWisp ? .ignored : .versioned
        try put(bead, on: shelf)
        try count(bead.id, by: 1, on: shelf)
        note(Event(.imported, of: bead.id))
    }

    private func put(_ bead: Bead, on shelf: Shelf) throws {
        try change(shelf, "INSERT OR REPLACE INTO \(shelf.beads) VALUES (\(Bead.places))", bead.values)
    }

    private func takeRelations(
        of line: ImportedBead,
        isNew: Bool,
        present: Set<BeadID>,
        _ prefix: Prefix,
        _ image: inout GraphImage?,
        _ report: inout ImportReport
    ) throws {
        let id = line.bead.id
        let shelf: Shelf = line.bead.isWisp ? .ignored : .versioned
        if line.hasLabels {
            if !isNew { try change(shelf, "DELETE FROM \(shelf.labels) WHERE issue_id = ?1", [.text(id.description)]) }
            for label in Set(line.labels).sorted() {
                try change(shelf, "INSERT INTO \(shelf.labels) VALUES (?1, ?2)", [.text(id.description), .text(label)])
            }
        }
        for edge in line.edges {
            guard present.contains(edge.target) || !edge.target.belongs(to: prefix), edge.target != id else {
                report.skippedEdges.append("\(id) -> \(edge.target)")
                continue
            }
            // Who is a descendant of itself could never be freed again.
            let isCircle =
                try edge.type == .parentChild
                && image?.isAncestor(id, of: edge.target) ?? read.reaches(id, from: edge.target, by: [.parentChild])
            guard !isCircle else {
                report.skippedEdges.append("\(id) -> \(edge.target)")
                continue
            }
            image?.put(edge)
            try takeEdge(edge, on: shelf, isSettledLater: image != nil)
        }
        for comment in line.comments where !comment.text.isEmpty {
            try change(
                shelf,
                "INSERT OR REPLACE INTO \(shelf.comments) (issue_id, id, author, text, created_at) "
                    + "VALUES (?1, ?2, ?3, ?4, ?5)",
                [
                    .text(id.description), .text(comment.id), .text(comment.author), .text(comment.text),
                    .time(comment.createdAt),
                ]
            )
        }
    }

    /// Takes away the edges of a bead that a line does not have, which says everything about it.
    private func removeEdges(notIn line: ImportedBead, _ image: inout GraphImage?) throws {
        let shelf: Shelf = line.bead.isWisp ? .ignored : .versioned
        for edge in try read.edges(from: line.bead.id) {
            guard !line.edges.contains(where: { $0.target == edge.target && $0.type == edge.type }) else { continue }
            if image == nil { try disturb(edge) }
            image?.remove(edge)
            try change(
                shelf,
                "DELETE FROM \(shelf.edges) WHERE source = ?1 AND target = ?2 AND type = ?3",
                [.text(edge.source.description), .text(edge.target.description), .text(edge.type.rawValue)]
            )
        }
    }

    private func takeEdge(_ edge: Edge, on shelf: Shelf, isSettledLater: Bool) throws {
        try change(
            shelf,
            "INSERT OR REPLACE INTO \(shelf.edges) (\(Edge.columns)) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            [
                .text(edge.source.description), .text(edge.target.description), .text(edge.type.rawValue),
                .time(edge.createdAt), .text(edge.createdBy), .text(edge.metadata), .text(edge.threadID),
            ]
        )
        guard edge.type.affectsReadiness, !isSettledLater else { return }
        unsettled.insert(edge.source)
        if edge.type == .parentChild { unsettled.formUnion(try read.waiters(behindParentsOf: [edge.source])) }
    }
}

/// What is there before an import, read once.
private struct BulkState {
    var shelves: [BeadID: Shelf] = [:]
    var openTitles: Set<String> = []
    /// What edges lead to, whether it is there or not.
    var targets: Set<BeadID> = []

    init(read: Reader) throws {
        for shelf in Shelf.allCases {
            try read.database.statement("SELECT id, title, status FROM \(shelf.beads)").each([]) { row in
                shelves[BeadID(trusted: row.text(0) ?? "")] = shelf
                if row.text(2) != "closed" { openTitles.insert(row.text(1) ?? "") }
            }
            try read.database.statement("SELECT DISTINCT target FROM \(shelf.edges)").each([]) { row in
                targets.insert(BeadID(trusted: row.text(0) ?? ""))
            }
        }
    }
}

/// When labels, edges or comments of a bead were last changed here by hand; read when first asked for.
private struct RelationChanges {
    private static let kinds: [Event.Kind] = [
        .labelAdded, .labelRemoved, .dependencyAdded, .dependencyRemoved, .commented,
    ]

    private let read: Reader
    private var times: [BeadID: Timestamp]?

    init(read: Reader) { self.read = read }

    mutating func last(of id: BeadID) throws -> Timestamp? {
        if let times { return times[id] }
        var found: [BeadID: Timestamp] = [:]
        let kinds = RelationChanges.kinds.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        for shelf in Shelf.allCases {
            let sql = "SELECT issue_id, max(created_at) FROM \(shelf.events) WHERE event_type IN (\(kinds))"
            try read.database.statement(sql + " GROUP BY issue_id").each([]) { row in
                guard let id = row.text(0), let time = row.time(1) else { return }
                let bead = BeadID(trusted: id)
                found[bead] = max(time, found[bead] ?? time)
            }
        }
        times = found
        return found[id]
    }
}

extension GraphImage {
    /// The beads that will be blocked once `lines` are taken over, as far as it can be foreseen: rows
    /// that are written with the right flag need not be written again.
    fileprivate func blocked(after lines: [ImportedBead]) -> Set<BeadID> {
        var after = self
        for line in lines {
            after.put(line.bead.id, line.bead.status)
            for edge in line.edges { after.put(edge) }
        }
        return after.blocked()
    }
}

extension ImportedBead {
    /// Gives the bead and all that refers to it a name.
    fileprivate mutating func setIdentifier(_ id: BeadID) {
        bead.id = id
        for index in edges.indices { edges[index].source = id }
        for index in comments.indices { comments[index].bead = id }
    }
}

extension ImportReport: LandedValue {
    /// Lists of identifiers, a line each.
    package var landed: String {
        [created, updated, unchanged, stale].map(\.landed).joined(separator: "\n")
            + "\n\(duplicates)\n" + skippedEdges.joined(separator: "|")
    }

    package static func restored(from landed: String) -> ImportReport {
        let lines = landed.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        func ids(_ index: Int) -> [BeadID] { lines.count > index ? .restored(from: lines[index]) : [] }
        var report = ImportReport()
        (report.created, report.updated, report.unchanged, report.stale) = (ids(0), ids(1), ids(2), ids(3))
        report.duplicates = lines.count > 4 ? Int(lines[4]) ?? 0 : 0
        report.skippedEdges = lines.count > 5 ? lines[5].split(separator: "|").map(String.init) : []
        return report
    }
}
