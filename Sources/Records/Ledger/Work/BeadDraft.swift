package import Vocabulary

/// A bead that is about to be created, with what is tied to it.
package struct BeadDraft: Hashable, Sendable {
    /// An edge of the new bead.
    package struct Tie: Hashable, Sendable {
        package var type: EdgeType
        package var other: BeadID
        /// The other bead is the source: it depends on the new one.
        package var isReversed: Bool
        package var metadata: String?
        /// The other bead is in another ledger: its name is kept, and it is not looked for here.
        package var isElsewhere = false

        package init(_ type: EdgeType, _ other: BeadID, reversed: Bool = false, metadata: String? = nil) {
            self.type = type
            self.other = other
            isReversed = reversed
            self.metadata = metadata
        }
    }

    /// Its id is replaced where `id` is `nil`, its times and its creator always.
    package var bead: Bead
    /// The id that was asked for.
    package var id: BeadID?
    /// Whether an id with a foreign prefix is taken.
    package var takesForeignPrefix = false
    package var labels: [String] = []
    package var parent: BeadID?
    /// Whether the parent's labels go over to the child.
    package var inheritsLabels = true
    package var ties: [Tie] = []

    package init(_ bead: Bead) { self.bead = bead }
}

extension Transaction {
    /// Writes a new bead with its edges and labels: all of it or nothing.
    ///
    /// - Throws: `Problem` where a bead that it is tied to is not there, the id is taken or has a
    ///   foreign prefix; `BeadFault` and `EdgeFault` as for each single write.
    package func create(_ draft: BeadDraft) throws -> BeadID {
        var bead = draft.bead
        bead.createdAt = time
        bead.updatedAt = time
        bead.createdBy = actor.description
        if let deferred = bead.deferUntil, deferred > time, bead.status == .open { bead.status = .deferred }
        if bead.status == .inProgress { bead.startedAt = time }
        if bead.status == .closed { bead.closedAt = time }
        try BeadFault.checkTitle(bead.title)
        try BeadFault.checkType(bead.type, read.customTypes())
        if let parent = draft.parent, try read.shelf(of: parent) == nil {
            throw Problem(.notFound, "parent issue \(parent) not found; nothing was created")
        }
        bead.id = try identifier(for: bead, draft)
        try insert(bead)
        var labels = Set(draft.labels)
        if let parent = draft.parent {
            try add(Edge(bead.id, .parentChild, parent, at: time, by: actor.description))
            // What an older program took is no reason to refuse the child.
            let inherited = try draft.inheritsLabels ? read.labels(of: parent) : []
            labels.formUnion(inherited.compactMap { try? Label.checked($0) })
        }
        for tie in draft.ties { try add(tie, to: bead.id) }
        for label in labels.sorted() { try addLabel(label, to: bead.id) }
        return bead.id
    }

    private func identifier(for bead: Bead, _ draft: BeadDraft) throws -> BeadID {
        if let id = draft.id {
            let prefix = try read.prefix()
            let others = try read.config("allowed_prefixes").map { $0.split(separator: ",") } ?? []
            let isOurs = id.belongs(to: prefix) || others.contains { id.description.hasPrefix($0 + "-") }
            guard isOurs || draft.takesForeignPrefix else {
                throw Problem(
                    .refused,
                    "prefix mismatch: database uses '\(prefix)-' but ID '\(id)' doesn't match",
                    hints: ["`--force` takes it anyway."]
                )
            }
            try refuseLookalike(of: id)
            return id
        }
        if let parent = draft.parent { return try makeChildIdentifier(of: parent, isWisp: bead.isWisp) }
        return try makeIdentifier(for: bead, prefix: read.prefix(), infix: bead.isEphemeral ? "wisp" : nil)
    }

    /// Two names that differ in nothing but small and capital letters would be mistaken for each other, by people and
    /// by file systems.
    private func refuseLookalike(of id: BeadID) throws {
        guard let other = try read.lookalike(of: id) else { return }
        throw Problem(
            .conflict,
            "\(id) differs from \(other), which is there, only in capital letters; nothing was created",
            hints: ["`bd show \(other)` shows it; another `--id`, or none, makes a new one."]
        )
    }

    private func add(_ tie: BeadDraft.Tie, to id: BeadID) throws {
        let isOutside = tie.isElsewhere || tie.other.description.hasPrefix("external:")
        guard try isOutside || read.shelf(of: tie.other) != nil else { throw BeadFault.missing(tie.other) }
        let (source, target) = tie.isReversed ? (tie.other, id) : (id, tie.other)
        var edge = Edge(source, tie.type, target, at: time, by: actor.description)
        edge.metadata = tie.metadata
        try add(edge)
    }
}

extension BeadFault {
    /// Refuses a kind that neither is built in nor was added; imports trust theirs.
    static func checkType(_ type: BeadType, _ custom: [BeadType]) throws(BeadFault) {
        guard BeadType.work.contains(type) || custom.contains(type) else {
            throw .type(type.rawValue, custom: custom)
        }
    }
}
