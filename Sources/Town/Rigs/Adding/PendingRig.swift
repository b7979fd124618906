import Host
import JSON
package import Layout
import Settings
package import Vocabulary

/// What is being done to a rig, written down before anything is done and struck when all is.
///
/// Whoever finds one whose lock is free completes it: the command that was killed may never come again.
package struct PendingRig: Hashable, Sendable {
    /// What was under way when the process ended.
    package enum Action: String, Hashable, Sendable {
        case add, remove
    }

    package let action: Action
    package let name: RigName
    package let prefix: Prefix
    /// As ``RigRemote`` made it of what was typed.
    package let remote: String
    package let branch: String

    init(_ action: Action, _ name: RigName, prefix: Prefix, remote: String, branch: String) {
        self.action = action
        self.name = name
        self.prefix = prefix
        self.remote = remote
        self.branch = branch
    }

    /// What is being done to `name`, `nil` if nothing.
    package static func read(_ name: RigName, in town: TownLayout) throws -> PendingRig? {
        guard let document = try SettingsDocument.read(town.pendingRig(name)) else { return nil }
        guard let action = try document.string("action").flatMap(Action.init(rawValue:)),
            let prefix = try document.string("prefix").flatMap(Prefix.init),
            let remote = try document.string("remote"), let branch = try document.string("branch")
        else {
            throw document.refused([], because: "is no note of a rig that is being added or removed")
        }
        return PendingRig(action, name, prefix: prefix, remote: remote, branch: branch)
    }

    /// Everything that is being done to rigs of the town, by name.
    package static func all(in town: TownLayout) throws -> [PendingRig] {
        guard Files.isFolder(town.pending) else { return [] }
        return try Files.list(town.pending).compactMap { file in
            guard file.hasSuffix(".json"), let name = RigName(String(file.dropLast(5))) else { return nil }
            return try read(name, in: town)
        }
    }

    func write(in town: TownLayout) throws {
        let root: JSON = [
            "action": .string(action.rawValue), "name": .string(name.description),
            "prefix": .string(prefix.description), "remote": .string(remote), "branch": .string(branch),
        ]
        try SettingsDocument(path: town.pendingRig(name), root: root).write(mode: 0o600)
    }

    func strike(in town: TownLayout) throws { try Files.remove(town.pendingRig(name)) }
}
