package import Basics
import Host
import JSON
package import Layout
package import Vocabulary

/// `mayor/rigs.json`: the rigs that are finished.
package struct RigRegistry: Sendable {
    /// One rig of the town.
    package struct Entry: Hashable, Sendable {
        package let name: RigName
        package let prefix: Prefix
        /// Where the rig's branches are fetched from and pushed to.
        package let remote: String
        package let addedAt: Timestamp

        package init(name: RigName, prefix: Prefix, remote: String, addedAt: Timestamp) {
            self.name = name
            self.prefix = prefix
            self.remote = remote
            self.addedAt = addedAt
        }
    }

    private var document: SettingsDocument
    /// In the order in which they were added.
    package private(set) var entries: [Entry]

    /// Reads the list; a town without the file has no rigs.
    package static func read(_ town: TownLayout) throws -> RigRegistry {
        let path = town.registryFile
        let document =
            try SettingsDocument.read(path) ?? SettingsDocument(path: path, root: ["version": 1, "rigs": [:]])
        let entries = try document.members("rigs").map { member in try entry(member.name, in: document) }
        return RigRegistry(document: document, entries: entries)
    }

    /// The registered rig of that name.
    package subscript(_ name: RigName) -> Entry? { entries.first { $0.name == name } }

    /// The rig in whose ledger beads with `prefix` are.
    package func entry(prefix: Prefix) -> Entry? { entries.first { $0.prefix == prefix } }

    /// Appends a rig or replaces the one of its name; other names in the file stay.
    package mutating func add(_ entry: Entry) {
        let name = entry.name.description
        var value = document.root["rigs"]?[name] ?? [:]
        value["git_url"] = .string(entry.remote)
        value["added_at"] = .string(entry.addedAt.description)
        var beads = value["beads"] ?? ["repo": ""]
        beads["prefix"] = .string(entry.prefix.description)
        value["beads"] = beads
        var rigs = document.root["rigs"] ?? [:]
        rigs[name] = value
        document.root["rigs"] = rigs
        entries.removeAll { $0.name == entry.name }
        entries.append(entry)
    }

    /// Takes a rig off the list; does nothing where it is not on it.
    package mutating func remove(_ name: RigName) {
        document.root["rigs"]?[name.description] = nil
        entries.removeAll { $0.name == name }
    }

    /// Writes the list for its owner's eyes only; a remote may carry a name and a password.
    package func write() throws { try document.write(mode: 0o600) }

    private static func entry(_ name: String, in document: SettingsDocument) throws -> Entry {
        guard let rig = RigName(name) else {
            throw document.refused(["rigs", name], because: "is not the name of a rig")
        }
        guard let prefix = try document.string("rigs", name, "beads", "prefix").flatMap(Prefix.init) else {
            throw document.refused(["rigs", name, "beads", "prefix"], because: "is not a prefix")
        }
        let added = try document.string("rigs", name, "added_at").flatMap(Timestamp.init)
        return Entry(
            name: rig,
            prefix: prefix,
            remote: try document.string("rigs", name, "git_url") ?? "",
            addedAt: added ?? Timestamp(seconds: 0)
        )
    }
}

extension Locator {
    /// Looks at real files; the list of rigs is read when it is first asked for.
    ///
    /// A list that cannot be read counts as empty here: the caller that opens the town reports it.
    package static func live() -> Locator {
        Locator(
            isThere: Files.exists,
            isRegistered: { rig in ((try? RigRegistry.read(rig.town))?[rig.name]) != nil }
        )
    }
}
