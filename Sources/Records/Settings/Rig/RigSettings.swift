package import JSON
package import Layout
import Vocabulary

/// `<rig>/settings/config.json`: what the rig's owner may set; absent means defaults.
package struct RigSettings: Sendable {
    private var document: SettingsDocument
    package private(set) var mergeQueue: MergeQueueSettings
    /// The agent for the rig's work where nobody named another.
    package private(set) var agent: String?
    /// The rig's own agents, which go before those of the town.
    package private(set) var agents: [AgentSetting]
    /// Names that go before the built-in ones.
    package private(set) var namePoolNames: [String]
    /// How many workers may be at work in the rig at once.
    package private(set) var maxWorkers: Int?
    /// How long a block of the shell agent may take that says nothing itself.
    package private(set) var shellBlockLimit: Duration?

    /// Every setting there is; below one that ends with a dot stand names of the owner's.
    package static let names = [
        "agent", "agents.", "max_workers", "merge_queue.batch_wait_time", "merge_queue.delete_merged_branches",
        "merge_queue.gates.", "merge_queue.longest_wait", "merge_queue.max_batch_size", "merge_queue.merge_strategy",
        "merge_queue.min_batch_size", "merge_queue.waive_gates", "namepool.names", "shell_agent.block_limit",
    ]

    /// Whether a setting stands at `path`, or settings stand below it.
    package static func knows(_ path: SettingsPath) -> Bool {
        let text = path.description
        return names.contains { $0 == text || $0.hasPrefix(text + ".") || ($0.hasSuffix(".") && text.hasPrefix($0)) }
    }

    /// Reads the file; a missing one means defaults, a broken one is a `Problem` that names its line.
    package static func read(_ rig: RigLayout) throws -> RigSettings {
        try RigSettings(SettingsDocument.read(rig.settingsFile) ?? SettingsDocument(path: rig.settingsFile))
    }

    private init(_ document: SettingsDocument) throws {
        self.document = document
        mergeQueue = try MergeQueueSettings(document)
        agent = try document.string("agent")
        agents = try AgentSetting.all(in: document)
        namePoolNames = try document.strings("namepool", "names")
        maxWorkers = try document.int("max_workers")
        shellBlockLimit = try document.duration("shell_agent", "block_limit")
        if let maxWorkers, maxWorkers < 1 { throw document.refused(["max_workers"], because: "must be at least 1") }
    }

    /// The rig's own agent of that name.
    package subscript(agent name: String) -> AgentSetting? { agents.first { $0.name == name } }

    /// All that stands in the file, unknown names included.
    package var json: JSON { document.root }

    /// What stands at `path`, `nil` if nothing.
    package func value(at path: SettingsPath) -> JSON? { document[path.names] }

    /// Sets one value as typed on a command line; refused if the whole would not be readable settings.
    package mutating func set(_ path: SettingsPath, to text: String) throws {
        var copy = document
        try copy.set(path, to: text) { _ = try RigSettings($0) }
        self = try RigSettings(copy)
    }

    /// Removes one value; returns whether there was one.
    package mutating func unset(_ path: SettingsPath) throws -> Bool {
        var copy = document
        let wasThere = copy.unset(path)
        self = try RigSettings(copy)
        return wasThere
    }

    /// Writes the file in one step; what it held besides stays.
    package func write() throws {
        var copy = document
        if copy.root["type"] == nil {
            copy.root = .object(
                [JSON.Member("type", "rig-settings"), JSON.Member("version", 1)] + (copy.root.members ?? [])
            )
        }
        try copy.write()
    }
}
