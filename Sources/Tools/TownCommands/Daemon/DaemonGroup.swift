import Arguments
import CommandKit

/// `gt daemon`: the supervisor of a town.
struct DaemonGroup: Command {
    static let name = "daemon"
    static let summary = "The daemon (supervisor) of the town, which `gt up` starts"
    static let section = HelpSection.town
    static var subcommands: [any Command.Type] { [DaemonRun.self] }
}
