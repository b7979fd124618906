import SQL
package import Vocabulary

extension Reader {
    /// A bead's labels in alphabetical order.
    package func labels(of id: BeadID) throws -> [String] {
        let sql =
            "SELECT label FROM labels WHERE issue_id = ?1 UNION ALL SELECT label FROM wisp_labels WHERE issue_id = ?1"
        return try database.rows(sql + " ORDER BY 1", [.text(id.description)]) { $0.text(0) ?? "" }
    }
}

extension Reader {
    /// Every label with how many beads have it, in alphabetical order.
    package func allLabels() throws -> [(label: String, count: Int)] {
        let sql = "SELECT label, count(*) FROM (SELECT label FROM labels UNION ALL SELECT label FROM wisp_labels)"
        return try database.rows(sql + " GROUP BY label ORDER BY label") { ($0.text(0) ?? "", $0.integer(1)) }
    }
}

extension Transaction {
    /// Puts a label on a bead; `false` where it was there already.
    @discardableResult
    package func addLabel(_ label: String, to id: BeadID) throws -> Bool {
        guard !label.isEmpty else { throw Problem(.usage, "label cannot be empty") }
        guard let shelf = try read.shelf(of: id) else { throw BeadFault.missing(id) }
        let isNew =
            try change(
                shelf,
                "INSERT OR IGNORE INTO \(shelf.labels) VALUES (?1, ?2)",
                [.text(id.description), .text(label)]
            ) > 0
        if isNew { note(Event(.labelAdded, of: id, new: label)) }
        return isNew
    }

    /// Takes a label off a bead; `false` where it was not there.
    @discardableResult
    package func removeLabel(_ label: String, from id: BeadID) throws -> Bool {
        guard let shelf = try read.shelf(of: id) else { throw BeadFault.missing(id) }
        let wasThere =
            try change(
                shelf,
                "DELETE FROM \(shelf.labels) WHERE issue_id = ?1 AND label = ?2",
                [.text(id.description), .text(label)]
            ) > 0
        if wasThere { note(Event(.labelRemoved, of: id, old: label)) }
        return wasThere
    }
}
