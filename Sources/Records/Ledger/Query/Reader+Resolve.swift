import Basics
import SQL
package import Vocabulary

extension Reader {
    /// The bead that somebody means by `text`: its name, its name without the prefix or without the
    /// hyphen after it, or any part of the name after the prefix that no other bead has.
    ///
    /// Children do not compete with a parent that `text` is a part of.
    ///
    /// - Throws: `ResolveFault`, with the names that come near where there is none.
    package func resolve(_ text: String) throws -> BeadID {
        if let id = try exact(text) { return id }
        let hits = try bodies(containing: text.lowercased())
        if hits.count == 1 { return hits[0] }
        if hits.isEmpty { throw ResolveFault.unknown(text, near: try names(near: text)) }
        throw ResolveFault.ambiguous(text, hits)
    }

    /// The same for commands that take something away: a part of a name is not enough.
    package func resolveExactly(_ text: String) throws -> BeadID {
        if let id = try exact(text) { return id }
        let meant = try bodies(containing: text.lowercased())
        throw ResolveFault.unknown(text, near: meant.isEmpty ? try names(near: text) : Array(meant.prefix(3)))
    }

    /// A bead whose name is written with other capital letters than `id`, and otherwise alike.
    package func lookalike(of id: BeadID) throws -> BeadID? {
        let sql = Shelf.allCases.map { "SELECT id FROM \($0.beads) WHERE id = ?1 COLLATE NOCASE AND id <> ?1" }
        let rows = try database.rows(sql.joined(separator: " UNION ALL "), [.text(id.description)]) {
            BeadID(trusted: $0.text(0) ?? "")
        }
        return rows.first
    }

    private func exact(_ text: String) throws -> BeadID? {
        let prefix = try prefix().description
        var forms = [text, "\(prefix)-\(text)"]
        if text.hasPrefix(prefix) { forms.append("\(prefix)-\(text.dropFirst(prefix.count))") }
        return try forms.lazy.compactMap { BeadID($0) }.first { try shelf(of: $0) != nil }
    }

    /// The beads whose name after the prefix contains `part`, by name.
    private func bodies(containing text: String) throws -> [BeadID] {
        let prefix = try prefix()
        let part = text.hasPrefix("\(prefix)-") ? String(text.dropFirst(prefix.description.count + 1)) : text
        guard !part.isEmpty else { return [] }
        let sql = Shelf.allCases.map { "SELECT id FROM \($0.beads) WHERE instr(id, ?1) > 0" }
        let hits = try database.rows(sql.joined(separator: " UNION ALL "), [.text(part)]) { row in
            BeadID(trusted: row.text(0) ?? "")
        }
        let names = Set(hits.filter { $0.body(after: prefix).contains(part) })
        return names.filter { id in !(id.parentByName.map(names.contains) ?? false) }.sorted()
    }

    /// At most three names that are one slip of the finger away, two for long names.
    private func names(near text: String) throws -> [BeadID] {
        let prefix = try prefix()
        let typed = Array((text.contains("-") ? text : "\(prefix)-\(text)").lowercased().utf8)
        let limit = typed.count - prefix.description.utf8.count > 6 ? 2 : 1
        var found: [(distance: Int, id: BeadID)] = []
        let sql = Shelf.allCases.map { "SELECT id FROM \($0.beads)" }.joined(separator: " UNION ALL ")
        try database.statement(sql).each([]) { row in
            guard let name = row.text(0), abs(name.utf8.count - typed.count) <= limit else { return }
            let distance = editDistance(typed, Array(name.utf8))
            if distance <= limit { found.append((distance, BeadID(trusted: name))) }
        }
        return found.sorted { ($0.distance, $0.id) < ($1.distance, $1.id) }.prefix(3).map(\.id)
    }
}

extension BeadID {
    /// What stands after the ledger's prefix, or after the last hyphen of a foreign name.
    fileprivate func body(after prefix: Prefix) -> Substring {
        if belongs(to: prefix) { return description.dropFirst(prefix.description.count + 1) }
        return description.lastIndex(of: "-").map { description[description.index(after: $0)...] } ?? description[...]
    }
}
