package import Basics
import JSON
package import Layout
import Vocabulary

/// `mayor/town.json`: the file that makes a folder a town.
package struct TownIdentity: Hashable, Sendable {
    package var name: String
    /// The e-mail of whom the town belongs to; empty when git knows none.
    package var owner: String
    package var createdAt: Timestamp

    package init(name: String, owner: String, createdAt: Timestamp) {
        self.name = name
        self.owner = owner
        self.createdAt = createdAt
    }

    /// Reads the file; `nil` where there is none.
    package static func read(_ town: TownLayout) throws -> TownIdentity? {
        guard let document = try SettingsDocument.read(town.townFile) else { return nil }
        if let type = try document.string("type"), type != "town" {
            throw document.refused(["type"], because: "is not \"town\"")
        }
        let name = try document.string("name") ?? PathText.name(of: town.root)
        let created = try document.string("created_at").flatMap(Timestamp.init)
        return TownIdentity(
            name: name,
            owner: try document.string("owner") ?? "",
            createdAt: created ?? Timestamp(seconds: 0)
        )
    }

    /// Writes the file for its owner's eyes only; what it held besides stays.
    package func write(_ town: TownLayout) throws {
        var document = try SettingsDocument.read(town.townFile) ?? SettingsDocument(path: town.townFile)
        document.root["type"] = "town"
        document.root["version"] = 2
        document.root["name"] = .string(name)
        document.root["owner"] = .string(owner)
        if document.root["public_name"] == nil { document.root["public_name"] = .string(name) }
        document.root["created_at"] = .string(createdAt.description)
        try document.write(mode: 0o600)
    }
}
