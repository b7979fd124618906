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
        let lasting = known.lasting(with: imported, skipsKnownTitles: skipsKnownTitles)
        var names = FoldedNames()
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
            if !present.contains(id), let other = names.lookalike(of: id, among: known.shelves.keys) {
                throw line.refusal(because: other)
            }
            if present.contains(id), let shelf = try read.shelf(of: id), let old = try read.bead(id, on: shelf) {
                if line.amend != nil { line.keepTimes(of: try read.edges(from: id), try read.comments(on: id)) }
                guard try replace(old, by: line, on: shelf, lasting, prefix, &changes, &report) else { continue }
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
        _ lasting: Set<BeadID>,
        _ prefix: Prefix,
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
        let isSame = try new.values == old.values && hasSameRelations(line, lasting, prefix)
        guard !isSame else {
            report.unchanged.append(old.id)
            let left = line.edges.filter { !$0.hasPlace(among: lasting, prefix) }
            report.skippedEdges += left.map { "\($0.source) -> \($0.target)" }
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

    /// Whether taking the line over would leave edges, labels and comments as they are.
    private func hasSameRelations(_ line: ImportedBead, _ lasting: Set<BeadID>, _ prefix: Prefix) throws -> Bool {
        let id = line.bead.id
        let edges = Set(try read.edges(from: id))
        let taken = line.edges.filter { $0.hasPlace(among: lasting, prefix) }
        guard taken.allSatisfy(edges.contains) else { return false }
        let hasAll = edges.allSatisfy { edge in line.edges.contains { edge.target == $0.target && edge.type == $0.type }
        }
        guard !line.isWhole || hasAll else { return false }
        func bytes(_ labels: [String]) -> Set<[UInt8]> { Set(labels.map { Array($0.utf8) }) }
        if line.hasLabels, try bytes(read.labels(of: id)) != bytes(line.labels) { return false }
        let said = line.comments.filter { !$0.text.isEmpty }
        guard !said.isEmpty else { return true }
        let comments = Set(try read.comments(on: id))
        return said.allSatisfy(comments.contains)
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
            guard edge.hasPlace(among: present, prefix) else {
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

extension BulkState {
    /// The beads that are there after an import.
    func lasting(with lines: [ImportedBead], skipsKnownTitles: Bool) -> Set<BeadID> {
        var beads = Set(shelves.keys)
        var titles = openTitles
        for line in lines {
            let isNew = shelves[line.bead.id] == nil
            if isNew, skipsKnownTitles, !titles.insert(line.bead.title).inserted { continue }
            beads.insert(line.bead.id)
        }
        return beads
    }
}

/// Names without the difference of small and capital letters; read when a new one is first asked for.
private struct FoldedNames {
    private var names: [String: BeadID]?

    /// A bead whose name differs from a new one only in capital letters; the new one is known from then on.
    mutating func lookalike(of id: BeadID, among known: some Sequence<BeadID>) -> BeadID? {
        if names == nil {
            names = Dictionary(known.map { ($0.description.lowercased(), $0) }) { first, _ in first }
        }
        let name = id.description.lowercased()
        if let other = names?[name], other != id { return other }
        names?[name] = id
        return nil
    }
}

extension Edge {
    /// Whether what it leads to is there, or belongs to another ledger.
    fileprivate func hasPlace(among beads: Set<BeadID>, _ prefix: Prefix) -> Bool {
        target != source && (beads.contains(target) || !target.belongs(to: prefix))
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

    /// Gives what the line names without saying since when the time of what is there, so that it is nothing new.
    fileprivate mutating func keepTimes(of old: [Edge], _ said: [Comment]) {
        for (index, edge) in edges.enumerated() where edge.createdAt == bead.createdAt {
            let same = old.first { $0.target == edge.target && $0.type == edge.type }
            edges[index].createdAt = same?.createdAt ?? edge.createdAt
        }
        for (index, comment) in comments.enumerated() where comment.createdAt == bead.createdAt {
            comments[index].createdAt = said.first { $0.id == comment.id }?.createdAt ?? comment.createdAt
        }
    }

    /// Why it cannot be taken over beside a bead of nearly the same name.
    fileprivate func refusal(because other: BeadID) -> Problem {
        Problem(
            .conflict,
            "\(place ?? bead.id.description) cannot be imported; nothing was imported",
            causes: ["\(bead.id) differs from \(other) only in capital letters"],
            hints: ["Give one of the two another id in the file."]
        )
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
