import JSON
package import Layout
import Vocabulary

/// `.beads/metadata.json`: which ledger a folder means, and which project that ledger must say it holds.
///
/// It is written last when a ledger is made; without it the folder is not finished.
package struct BeadsMetadata: Hashable, Sendable {
    /// The name of the database, which is a folder's name too.
    package let database: String
    package let projectID: String

    /// `database` must be one that ``isDatabase(_:)`` accepts.
    package init(database: String, projectID: String) {
        self.database = database
        self.projectID = projectID
    }

    /// Whether `text` can name a database: letters, digits, `_`, `-` and no more, so that it cannot lead out of its folder.
    package static func isDatabase(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 64
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 48...57, 65...90, 97...122, 95, 45: true
                default: false
                }
            }
    }

    /// Reads the file; `nil` where there is none.
    package static func read(_ beads: BeadsFolder) throws -> BeadsMetadata? {
        guard let document = try SettingsDocument.read(beads.metadataFile) else { return nil }
        guard let database = try document.string("dolt_database"), isDatabase(database) else {
            throw document.refused(["dolt_database"], because: "is not the name of a database")
        }
        guard let project = try document.string("project_id"), !project.isEmpty else {
            throw document.refused(
                ["project_id"],
                because: "is missing: the folder was made by another program, whose ledger this one does not read"
            )
        }
        return BeadsMetadata(database: database, projectID: project)
    }

    /// Writes the file; what it held besides stays.
    package func write(_ beads: BeadsFolder) throws {
        var document = try SettingsDocument.read(beads.metadataFile) ?? SettingsDocument(path: beads.metadataFile)
        document.root["database"] = "doltlite"
        document.root["dolt_database"] = .string(database)
        document.root["project_id"] = .string(projectID)
        try document.write()
    }
}
