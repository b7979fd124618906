package import Basics
import JSON
package import SQL
package import Vocabulary

/// "source depends on target" in one of many senses; two beads may be joined by several kinds.
package struct Edge: Hashable, Sendable {
    package var source: BeadID
    /// A bead of this ledger, of another one, or a text that begins with `external:`.
    package var target: BeadID
    package var type: EdgeType
    package var createdAt: Timestamp
    package var createdBy: String?
    /// A JSON object, kept to the letter.
    package var metadata: String?
    package var threadID: String?

    package init(_ source: BeadID, _ type: EdgeType, _ target: BeadID, at time: Timestamp, by actor: String? = nil) {
        self.source = source
        self.target = target
        self.type = type
        createdAt = time
        createdBy = actor
    }

    /// The columns for a `SELECT`, so that ``init(row:)`` reads them by position.
    package static let columns = "source, target, type, created_at, created_by, metadata, thread_id"

    /// Reads a row whose first columns are ``columns``.
    package init(row: Row) {
        source = BeadID(trusted: row.text(0) ?? "")
        target = BeadID(trusted: row.text(1) ?? "")
        type = EdgeType(rawValue: row.text(2) ?? "")
        createdAt = row.time(3) ?? Timestamp(seconds: 0, nanoseconds: 0)
        createdBy = row.text(4)
        metadata = row.text(5)
        threadID = row.text(6)
    }

    /// Whether the spawner's first closed child is enough for an edge of kind `waits-for`.
    var isContentWithAnyChild: Bool {
        guard let metadata, metadata.contains("any-children") else { return false }
        return (try? JSON.parse(metadata))?["gate"]?.string == "any-children"
    }
}

/// The sense of an edge; any word of at most 50 characters is one.
package struct EdgeType: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package var description: String { rawValue }

    package static let blocks = EdgeType(rawValue: "blocks")
    package static let conditionalBlocks = EdgeType(rawValue: "conditional-blocks")
    package static let parentChild = EdgeType(rawValue: "parent-child")
    package static let waitsFor = EdgeType(rawValue: "waits-for")
    package static let related = EdgeType(rawValue: "related")
    package static let relatesTo = EdgeType(rawValue: "relates-to")
    package static let discoveredFrom = EdgeType(rawValue: "discovered-from")
    package static let repliesTo = EdgeType(rawValue: "replies-to")
    package static let duplicates = EdgeType(rawValue: "duplicates")
    package static let supersedes = EdgeType(rawValue: "supersedes")
    package static let tracks = EdgeType(rawValue: "tracks")

    /// The kinds that documents name; `create --deps` takes no others.
    package static let known: [EdgeType] = [
        "blocks", "conditional-blocks", "parent-child", "waits-for", "related", "relates-to", "discovered-from",
        "replies-to", "duplicates", "supersedes", "tracks", "until", "caused-by", "validates", "delegated-from",
        "authored-by", "assigned-to", "approved-by", "attests",
    ].map(EdgeType.init(rawValue:))

    /// The target must be done before the source is ready.
    package var isBlocking: Bool { self == .blocks || self == .conditionalBlocks }
    /// The kinds that decide whether a bead is ready.
    package var affectsReadiness: Bool { isBlocking || self == .parentChild || self == .waitsFor }
}
