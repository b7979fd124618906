package import Basics
import SQL
package import Vocabulary

/// What somebody wrote about a bead.
package struct Comment: Hashable, Sendable {
    /// A UUID, or whatever an import brought.
    package var id: String
    package var bead: BeadID
    package var author: String
    package var text: String
    package var createdAt: Timestamp

    package init(id: String, bead: BeadID, author: String, text: String, createdAt: Timestamp) {
        self.id = id
        self.bead = bead
        self.author = author
        self.text = text
        self.createdAt = createdAt
    }
}

extension Reader {
    /// A bead's comments, oldest first.
    package func comments(on id: BeadID) throws -> [Comment] {
        let columns = "issue_id, id, author, text, created_at"
        let sql = """
            SELECT \(columns) FROM comments WHERE issue_id = ?1
            UNION ALL SELECT \(columns) FROM wisp_comments WHERE issue_id = ?1 ORDER BY created_at, id
            """
        return try database.rows(sql, [.text(id.description)]) {
            Comment(
                id: $0.text(1) ?? "",
                bead: BeadID(trusted: $0.text(0) ?? ""),
                author: $0.text(2) ?? "",
                text: $0.text(3) ?? "",
                createdAt: $0.time(4) ?? Timestamp(seconds: 0)
            )
        }
    }
}

extension Transaction {
    /// Writes a comment; one with the same id on the same bead is replaced.
    package func add(_ comment: Comment) throws {
        guard !comment.text.isEmpty else { throw Problem(.usage, "comment text cannot be empty") }
        guard let shelf = try read.shelf(of: comment.bead) else { throw BeadFault.missing(comment.bead) }
        try change(
            shelf,
            "INSERT OR REPLACE INTO \(shelf.comments) (issue_id, id, author, text, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
            [
                .text(comment.bead.description), .text(comment.id), .text(comment.author), .text(comment.text),
                .time(comment.createdAt),
            ]
        )
        note(Event(.commented, of: comment.bead, comment: comment.id))
    }

    /// Writes a comment of the transaction's actor, or of somebody else; its id follows from the
    /// operation.
    package func comment(on bead: BeadID, _ text: String, by author: String? = nil) throws {
        let id = commentIdentifier(for: bead, text)
        try add(Comment(id: id, bead: bead, author: author ?? actor.description, text: text, createdAt: time))
    }

    /// A UUID of version 8 whose first part is the time, so that comments sort by age.
    private func commentIdentifier(for bead: BeadID, _ text: String) -> String {
        let milliseconds = UInt64(max(0, time.seconds)) * 1000 + UInt64(time.nanoseconds / 1_000_000)
        var bytes = (0..<6).map { UInt8(truncatingIfNeeded: milliseconds >> UInt64(40 - 8 * $0)) }
        bytes += SHA256.digest("\(operation)|\(bead)|\(text)".utf8).prefix(10)
        bytes[6] = 0x80 | bytes[6] & 0x0f
        bytes[8] = 0x80 | bytes[8] & 0x3f
        let hex = SHA256.hex(bytes)
        var parts: [Substring] = []
        var rest = hex[...]
        for length in [8, 4, 4, 4, 12] {
            parts.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return parts.joined(separator: "-")
    }
}
