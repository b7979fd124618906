import SQL

/// Where a bead's rows stand: in versioned tables or in ignored ones.
///
/// Both have the same columns; a bead's edges, labels, comments and counts stand on its shelf.
package enum Shelf: Hashable, Sendable, CaseIterable {
    case versioned
    case ignored

    package var beads: String { self == .versioned ? "issues" : "wisps" }
    package var edges: String { self == .versioned ? "dependencies" : "wisp_dependencies" }
    package var labels: String { self == .versioned ? "labels" : "wisp_labels" }
    package var comments: String { self == .versioned ? "comments" : "wisp_comments" }
    var events: String { self == .versioned ? "events" : "wisp_events" }
    /// Keys of ``Fact`` and their values.
    var facts: String { self == .versioned ? "metadata" : "wisp_metadata" }

    /// The shelves that hold any bead; the ignored one most often holds none.
    static func inUse(_ database: Database) throws -> [Shelf] {
        let hasWisps = try database.value("SELECT EXISTS (SELECT 1 FROM wisps)") == .integer(1)
        return hasWisps ? allCases : [.versioned]
    }
}
