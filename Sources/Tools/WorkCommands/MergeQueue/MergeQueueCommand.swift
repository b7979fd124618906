import Arguments
import CommandKit

/// `gt mq`: the merge queue.
struct MergeQueueCommand: Command {
    static let name = "mq"
    static let aliases = ["mr"]
    static let summary = "Look at the merge queue (finished work that waits to be landed)"
    static let section = HelpSection.work
    static var subcommands: [any Command.Type] {
        [MergeQueueList.self, MergeQueueStatus.self, MergeQueueRetry.self]
    }

    init() {}
}
