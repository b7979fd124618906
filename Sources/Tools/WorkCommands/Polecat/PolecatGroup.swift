import Arguments
import CommandKit

/// `gt polecat`: the workers' seats.
struct PolecatGroup: Command {
    static let name = "polecat"
    static let aliases = ["polecats"]
    static let summary = "Look at the polecats (workers) and their seats"
    static let section = HelpSection.work
    static var subcommands: [any Command.Type] {
        [PolecatList.self, PolecatStatus.self, PolecatNuke.self, PolecatAttach.self]
    }

    init() {}
}
