import Vocabulary

/// What a shelf's table of facts is asked for, by its key.
enum Fact {
    /// A UUID of the project; versioned, so that copies and clones share it.
    static let project = "_project_id"
    /// A UUID of this copy; ignored.
    static let clone = "_clone_id"
    /// Whether a test made this copy; ignored.
    static let test = "_test"

    /// When a migration was applied.
    static func migration(_ name: String) -> String { migrations.lowerBound + name }
    /// The keys of all migrations lie between these two.
    static let migrations = "schema."..<"schema/"

    /// How many top-level beads of a prefix there are: what the length of a new id depends on.
    static func beads(_ prefix: String) -> String { "beads.\(prefix)" }
    /// The highest number that a child of this bead ever had.
    static func children(_ parent: BeadID) -> String { "children.\(parent)" }
}
