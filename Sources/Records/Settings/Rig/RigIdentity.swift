package import Basics
import JSON
package import Layout
package import Vocabulary

/// `<rig>/config.json`: what the rig is, fixed when it was added.
package struct RigIdentity: Hashable, Sendable {
    package var name: RigName
    package var remote: String
    /// The branch that work lands on, by its short name.
    package var defaultBranch: String
    package var prefix: Prefix
    package var createdAt: Timestamp

    package init(name: RigName, remote: String, defaultBranch: String, prefix: Prefix, createdAt: Timestamp) {
        self.name = name
        self.remote = remote
        self.defaultBranch = defaultBranch
        self.prefix = prefix
        self.createdAt = createdAt
    }

    /// Reads the file; `nil` where there is none.
    package static func read(_ rig: RigLayout) throws -> RigIdentity? {
        guard let document = try SettingsDocument.read(rig.configFile) else { return nil }
        guard let remote = try document.string("git_url") else {
            throw document.refused(["git_url"], because: "is missing")
        }
        guard let branch = try document.string("default_branch"), !branch.isEmpty else {
            throw document.refused(["default_branch"], because: "is missing")
        }
        guard let prefix = try document.string("beads", "prefix").flatMap(Prefix.init) else {
            throw document.refused(["beads", "prefix"], because: "is not a prefix")
        }
        let created = try document.string("created_at").flatMap(Timestamp.init)
        return RigIdentity(
            name: rig.name,
            remote: remote,
            defaultBranch: branch,
            prefix: prefix,
            createdAt: created ?? Timestamp(seconds: 0)
        )
    }

    /// Reads the file of a rig that must have one.
    package static func required(_ rig: RigLayout) throws -> RigIdentity {
        guard let identity = try read(rig) else {
            throw Problem(
                .notFound,
                "no rig \(rig.name) in \(rig.town.root)",
                hints: ["`gt rig list` shows the rigs.", "`gt rig add \(rig.name) <url>` adds it."]
            )
        }
        return identity
    }

    /// Writes the file; what it held besides stays.
    ///
    /// A remote may carry a password, so others may not read it.
    package func write(_ rig: RigLayout) throws {
        var document = try SettingsDocument.read(rig.configFile) ?? SettingsDocument(path: rig.configFile)
        document.root["type"] = "rig"
        document.root["version"] = 1
        document.root["name"] = .string(name.description)
        document.root["git_url"] = .string(remote)
        document.root["default_branch"] = .string(defaultBranch)
        document.root["created_at"] = .string(createdAt.description)
        var beads = document.root["beads"] ?? [:]
        beads["prefix"] = .string(prefix.description)
        document.root["beads"] = beads
        try document.write(mode: 0o600)
    }
}
