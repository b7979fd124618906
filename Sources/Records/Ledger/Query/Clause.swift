package import Basics
package import SQL
package import Vocabulary

/// A condition on the rows of a shelf's beads, with the values of its question marks.
package struct Clause: Hashable, Sendable {
    package var sql: String
    package var values: [Value]

    package init(_ sql: String, _ values: [Value] = []) {
        self.sql = sql
        self.values = values
    }

    /// A column that has one of some texts.
    package static func any(_ column: String, of texts: [String]) -> Clause {
        Clause("\(column) IN (\(places(texts.count)))", texts.map { Value.text($0) })
    }

    /// A column that has none of some texts.
    package static func none(_ column: String, of texts: [String]) -> Clause {
        Clause("\(column) NOT IN (\(places(texts.count)))", texts.map { Value.text($0) })
    }

    /// A key at the top of the metadata, with a value or any.
    package static func metadata(_ key: String, _ value: String?) -> Clause {
        let path = Value.text("$.\"\(key)\"")
        guard let value else { return Clause("json_type(metadata, ?) IS NOT NULL", [path]) }
        // A truth is extracted as 1 or 0, which nobody wrote.
        return Clause(
            """
            CASE json_type(metadata, ?) WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' \
            ELSE CAST(json_extract(metadata, ?) AS TEXT) END = ?
            """,
            [path, path, .text(value)]
        )
    }

    /// One of some labels.
    package static func labelled(_ labels: [String], on shelf: Shelf) -> Clause {
        let rows = "SELECT 1 FROM \(shelf.labels) l WHERE l.issue_id = id AND l.label IN (\(places(labels.count)))"
        return Clause("EXISTS (\(rows))", labels.map { Value.text($0) })
    }

    /// None of some labels.
    package static func notLabelled(_ labels: [String], on shelf: Shelf) -> Clause {
        var clause = labelled(labels, on: shelf)
        clause.sql = "NOT \(clause.sql)"
        return clause
    }

    /// A bead below `parent`, by edges of any depth or by its name.
    package static func below(_ parent: BeadID) -> Clause {
        let edges = Shelf.allCases.map {
            """
            SELECT e.source FROM \($0.edges) e JOIN kin ON e.target = kin.id WHERE e.type = 'parent-child'
            """
        }
        let kin = "WITH RECURSIVE kin(id) AS (SELECT ? UNION \(edges.joined(separator: " UNION "))) SELECT id FROM kin"
        let name = Value.text(parent.description)
        return Clause("(id GLOB ? OR (id <> ? AND id IN (\(kin))))", [.text("\(parent).*"), name, name])
    }

    /// A bead that neither sleeps itself nor has a parent that does.
    package static func awake(at now: Timestamp, on shelf: Shelf) -> Clause {
        let sleepers = Shelf.allCases.map {
            """
            NOT EXISTS (SELECT 1 FROM \(shelf.edges) e JOIN \($0.beads) p ON p.id = e.target \
            WHERE e.source = \(shelf.beads).id AND e.type = 'parent-child' AND p.defer_until > ?)
            """
        }
        let parts = ["(defer_until IS NULL OR defer_until <= ?)"] + sleepers
        return Clause(parts.joined(separator: " AND "), parts.map { _ in .time(now) })
    }

    private static func places(_ count: Int) -> String { Array(repeating: "?", count: count).joined(separator: ", ") }
}
