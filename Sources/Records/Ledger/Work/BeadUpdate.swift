package import Basics
import JSON
package import Vocabulary

/// What an update changes; what is `nil` or empty stays as it is.
package struct BeadUpdate: Sendable {
    package var title: String?
    package var description: String?
    package var design: String?
    package var acceptanceCriteria: String?
    package var notes: String?
    /// A line below the notes that are there.
    package var appendedNotes: String?
    package var status: BeadStatus?
    package var priority: Int?
    package var type: BeadType?
    /// Empty takes the assignee away; the same for the texts below.
    package var assignee: String?
    package var specID: String?
    package var externalRef: String?
    package var awaitID: String?
    package var session: String?
    package var estimatedMinutes: Int?
    /// `.some(nil)` takes the time away.
    package var dueAt: Timestamp??
    /// A time to come defers the bead; `.some(nil)` wakes it.
    package var deferUntil: Timestamp??
    /// JSON whose top-level keys replace those that are there.
    package var metadata: JSONMembers = []
    package var removedMetadata: [String] = []
    package var isPersistent: Bool?
    package var hasHistory: Bool?
    package var addedLabels: [String] = []
    package var removedLabels: [String] = []
    /// All labels there shall be.
    package var labels: [String]?
    /// `.some(nil)` detaches the bead.
    package var parent: BeadID??
    /// Takes the bead for the actor, before anything else.
    package var claims = false

    /// Names and JSON texts.
    package typealias JSONMembers = [(name: String, json: String)]

    package init() {}
}

extension Transaction {
    /// Changes a bead as `update` says: all of it or nothing.
    ///
    /// The state `closed` goes through the same guards as closing.
    @discardableResult
    package func apply(_ change: BeadUpdate, to id: BeadID) throws -> Bead {
        if let title = change.title { try BeadFault.checkTitle(title) }
        if let type = change.type { try BeadFault.checkType(type, read.customTypes()) }
        if change.claims { try claim(id) }
        var bead = try update(id) { try change.edit(&$0, at: time) }
        if change.status == .closed, bead.status != .closed {
            bead = try close(id, session: change.session)
        } else if bead.status == .closed, let status = change.status, status != .closed {
            bead = try update(id, as: .reopened) { $0.status = status }
        }
        try applyLabels(of: change, to: id)
        if let parent = change.parent { try move(id, below: parent) }
        return try read.bead(id) ?? bead
    }

    private func applyLabels(of change: BeadUpdate, to id: BeadID) throws {
        if let labels = try change.labels?.map(Label.checked) {
            let old = try read.labels(of: id)
            for label in old where !labels.contains(sameBytesAs: label) { try removeLabel(label, from: id) }
            for label in labels.sorted() where !old.contains(sameBytesAs: label) { try addLabel(label, to: id) }
        }
        for label in change.addedLabels { try addLabel(label, to: id) }
        for label in change.removedLabels { try removeLabel(label, from: id) }
    }

    /// Makes a bead the child of `parent` alone, or of none.
    private func move(_ id: BeadID, below parent: BeadID?) throws {
        if let parent, try read.shelf(of: parent) == nil { throw BeadFault.missing(parent) }
        for old in try read.parents(of: id) where old != parent {
            try removeEdges(from: id, to: old, type: .parentChild)
        }
        guard let parent, try !read.parents(of: id).contains(parent) else { return }
        try add(Edge(id, .parentChild, parent, at: time, by: actor.description))
    }
}

extension [String] {
    /// Whether one of the texts is written with the same bytes; looking the same is not enough.
    fileprivate func contains(sameBytesAs text: String) -> Bool { contains { $0.utf8.elementsEqual(text.utf8) } }
}

extension BeadUpdate {
    /// Edits everything but closing, labels and the parent.
    fileprivate func edit(_ bead: inout Bead, at now: Timestamp) throws {
        if let title { bead.title = title }
        if let description { bead.description = description }
        if let design { bead.design = design }
        if let acceptanceCriteria { bead.acceptanceCriteria = acceptanceCriteria }
        if let notes { bead.notes = notes }
        if let appendedNotes { bead.notes += (bead.notes.isEmpty ? "" : "\n") + appendedNotes }
        if let status, status != .closed, bead.status != .closed { bead.status = status }
        if let priority { bead.priority = priority }
        if let type { bead.type = type }
        if let estimatedMinutes { bead.estimatedMinutes = estimatedMinutes }
        for (text, path) in [
            (assignee, \Bead.assignee), (specID, \.specID), (externalRef, \.externalRef), (awaitID, \.awaitID),
        ] {
            if let text { bead[keyPath: path] = text.isEmpty ? nil : text }
        }
        if let dueAt { bead.dueAt = dueAt }
        if let deferUntil {
            bead.deferUntil = deferUntil
            if let time = deferUntil, time > now, bead.status == .open { bead.status = .deferred }
            if deferUntil == nil, bead.status == .deferred { bead.status = .open }
        }
        try editMetadata(&bead)
        try editLife(&bead)
    }

    private func editMetadata(_ bead: inout Bead) throws {
        guard !metadata.isEmpty || !removedMetadata.isEmpty else { return }
        var object = try bead.metadata.map { try JSON.parse($0) } ?? .object([])
        for (name, json) in metadata { object[name] = try JSON.parse(json) }
        for name in removedMetadata { object[name] = nil }
        bead.metadata = object.members?.isEmpty ?? true ? nil : object.text(.compact)
    }

    /// Moving a row between the shelves is `promote`'s work.
    private func editLife(_ bead: inout Bead) throws {
        var copy = bead
        if let isPersistent { copy.isEphemeral = !isPersistent }
        if let hasHistory { copy.hasNoHistory = !hasHistory }
        guard copy.isWisp == bead.isWisp else {
            throw Problem(.refused, "\(bead.id) cannot be moved into or out of history by an update")
        }
        bead = copy
    }
}
