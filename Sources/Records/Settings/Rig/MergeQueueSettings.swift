import JSON

/// `merge_queue` in a rig's settings: what must be green before work lands, and how it lands.
package struct MergeQueueSettings: Hashable, Sendable {
    /// A command that must end with 0 on the tree that is to land.
    package struct Gate: Hashable, Sendable {
        package let name: String
        /// A line for `sh -c`, run in the worktree.
        package let command: String
        /// After this the gate counts as one that could not run.
        package let limit: Duration

        package init(name: String, command: String, limit: Duration = MergeQueueSettings.defaultLimit) {
            self.name = name
            self.command = command
            self.limit = limit
        }
    }

    /// How the commits of a branch come onto the branch that work lands on.
    package enum Strategy: String, Hashable, Sendable, CaseIterable {
        /// Each commit by itself, on top of what is there.
        case rebase
        /// All of them as one.
        case squash
        /// As they are, joined by a merge commit.
        case merge
    }

    package static let defaultLimit = Duration.seconds(1800)

    /// In the order of the file, which is the order in which they run.
    package let gates: [Gate]
    /// The owner's word that work may land without a gate.
    package let waivesGates: Bool
    package let strategy: Strategy
    /// How many requests are stacked and tested together at most.
    package let maxBatchSize: Int
    /// So many requests are gathered before a batch begins, unless ``gatherWait`` is over before.
    package let minBatchSize: Int
    /// How long the oldest request waits for ``minBatchSize``.
    package let gatherWait: Duration
    /// After so long a request goes before all that wait less, whatever their priority.
    package let longestWait: Duration
    /// Whether branches of landed work are removed.
    package let deletesMergedBranches: Bool

    init(_ document: SettingsDocument) throws {
        gates = try document.members("merge_queue", "gates").map { member in
            try Self.gate(member.name, member.value, in: document)
        }
        waivesGates = try document.bool("merge_queue", "waive_gates") ?? false
        strategy = try Self.strategy(in: document)
        deletesMergedBranches = try document.bool("merge_queue", "delete_merged_branches") ?? true
        maxBatchSize = try document.int("merge_queue", "max_batch_size") ?? 5
        guard maxBatchSize > 0 else {
            throw document.refused(["merge_queue", "max_batch_size"], because: "must be at least 1")
        }
        minBatchSize = try document.int("merge_queue", "min_batch_size") ?? 1
        guard (1...maxBatchSize).contains(minBatchSize) else {
            throw document.refused(
                ["merge_queue", "min_batch_size"],
                because: "must be at least 1 and at most max_batch_size, which is \(maxBatchSize)"
            )
        }
        gatherWait = try document.duration("merge_queue", "batch_wait_time") ?? .seconds(30)
        longestWait = try document.duration("merge_queue", "longest_wait") ?? .seconds(4 * 3600)
    }

    private static func gate(_ name: String, _ value: JSON, in document: SettingsDocument) throws -> Gate {
        let path = ["merge_queue", "gates", name]
        let isObject = value.members != nil
        guard isObject || value.string != nil else { throw document.wrong(path, expected: "a command") }
        let command = isObject ? try document.string("merge_queue", "gates", name, "cmd") : value.string
        guard let command, !command.allSatisfy(\.isWhitespace) else {
            throw document.refused(path, because: "has no command")
        }
        let limit = isObject ? try document.duration("merge_queue", "gates", name, "timeout") : nil
        return Gate(name: name, command: command, limit: limit ?? defaultLimit)
    }

    private static func strategy(in document: SettingsDocument) throws -> Strategy {
        guard let text = try document.string("merge_queue", "merge_strategy") else { return .rebase }
        // The original's word for landing without a pull request.
        if text == "direct" { return .rebase }
        guard let strategy = Strategy(rawValue: text) else {
            throw document.refused(
                ["merge_queue", "merge_strategy"],
                because: "is \"\(text)\", which is none of rebase, squash, merge"
            )
        }
        return strategy
    }
}
