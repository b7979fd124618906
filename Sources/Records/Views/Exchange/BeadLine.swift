package import Basics
package import JSON
package import Ledger
import Vocabulary

/// A bead as one line of an export: every field it has, with labels, ties and comments.
package enum BeadLine {
    /// Writes a line and its end.
    package static func write(_ listed: ListedBead, _ comments: [Comment], to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("_type", "issue")
        BeadObject.writeBead(listed, .full, to: &writer)
        if !comments.isEmpty { writer.member("comments", .array(comments.map { $0.json(.full) })) }
        BeadObject.writeCounts(listed, to: &writer)
        writer.endObject()
        writer.endLine()
    }

    /// Reads the bead's own line with the members of `value` in place of those of the same name.
    private static func amend(_ bead: inout Bead, by value: JSON) {
        var members = value.members ?? []
        let named = Set(members.map(\.name))
        var own: [JSON.Member] = []
        bead.putMembers(.full, into: &own)
        bead.putLastMembers(into: &own)
        members += own.filter { !named.contains($0.name) }
        let wasClosed = bead.status == .closed
        bead.title = value["title"]?.string ?? bead.title
        // Both lines could be read, so this one can.
        try? MemberReader(object: .object(members)).fill(&bead)
        if wasClosed, bead.status != .closed { (bead.closeReason, bead.closedBySession) = (nil, nil) }
    }

    /// The members of a line that no bead has here, so that they would be lost.
    package static func unknownMembers(of value: JSON) -> [String] {
        (value.members ?? []).map(\.name).filter { !known.contains($0) }
    }

    private static let known: Set<String> = {
        // What follows from other members, and what says of which sort the line is.
        var names: Set<String> = [
            "_type", "_schema", "comment_count", "content_hash", "dependency_count", "dependent_count", "parent",
        ]
        _ = try? read(MemberReader(object: ["title": ""]) { names.insert($0) }, at: Timestamp(seconds: 0))
        return names
    }()

    /// What each line of an export has.
    private static let always = ["status", "priority", "issue_type", "created_at", "updated_at"]

    /// Reads a line; `nil` for one that is about something else than a bead.
    ///
    /// What the line does not say has the value that a new bead has: a missing priority is 2.
    package static func read(_ value: JSON, at now: Timestamp) throws(BeadLineFault) -> ImportedBead? {
        guard value.members != nil else { throw BeadLineFault(reason: "it is \(value.kind), not an object") }
        if let type = value["_type"]?.string, type != "issue" { return nil }
        if value["_schema"] != nil, value["title"] == nil { return nil }
        if value["status"]?.string == "tombstone" { return nil }
        var imported = try read(MemberReader(object: value), at: now)
        if always.contains(where: { value[$0] == nil }) {
            imported.amend = { amend(&$0, by: value) }
        } else if value["_type"] != nil {
            (imported.isWhole, imported.hasLabels) = (true, true)
        }
        return imported
    }

    private static func read(_ reader: MemberReader, at now: Timestamp) throws(BeadLineFault) -> ImportedBead {
        let id = try reader.text("id") ?? ""
        guard id.isEmpty || BeadID(id) != nil else { throw BeadLineFault(reason: "\"\(id)\" is no identifier") }
        guard let title = try reader.text("title") else { throw BeadLineFault(reason: "it has no title") }
        let created = try reader.time("created_at") ?? now
        var bead = Bead(id: BeadID(trusted: id), title: title, at: created)
        try reader.fill(&bead)
        var imported = ImportedBead(bead)
        imported.hasUpdateTime = reader["updated_at"] != nil
        imported.hasLabels = reader["labels"] != nil
        imported.labels = try reader.texts("labels")
        imported.edges = try reader.edges(of: bead)
        imported.comments = try reader.comments(on: bead)
        return imported
    }
}
