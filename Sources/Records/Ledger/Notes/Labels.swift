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

/// What a label may be: a line that is not blank, without spaces at its ends.
package enum Label {
    /// The label that a text stands for.
    ///
    /// - Throws: `Problem` for blank texts and texts of several lines.
    package static func checked(_ text: String) throws -> String {
        let label = trimmed(text)
        guard !label.isEmpty else { throw Problem(.usage, "label cannot be empty") }
        guard !text.contains(where: \.isNewline) else { throw Problem(.usage, "a label is one line") }
        return label
    }

    /// The text without space at its ends, which is empty for a blank one; for labels that come from elsewhere.
    static func trimmed(_ text: String) -> String {
        var rest = text[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}

extension Transaction {
    /// Puts a label on a bead, without space at its ends; `false` where it was there already.
    @discardableResult
    package func addLabel(_ text: String, to id: BeadID) throws -> Bool {
        let label = try Label.checked(text)
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
