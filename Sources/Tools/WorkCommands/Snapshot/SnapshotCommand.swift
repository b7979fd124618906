package import Arguments
import CommandKit

/// `gt snapshot`: what was kept of worktrees before they went away.
package struct SnapshotCommand: Command {
    package static let name = "snapshot"
    package static let summary = "Show and give back what was kept of worktrees"
    package static let details = """
        Before a worker's worktree is removed or used anew, all it holds is kept in the rig's repository: commits, index, \
        stash, changed and untracked files. Ignored files and folders of up to 4 MB each are kept as well.

        While a worker is at work the daemon keeps what has changed every half minute, ignored files aside. The older such         states are, the fewer of them stay; those of work that has landed go.
        """
    package static let section = HelpSection.work
    package static var subcommands: [any Command.Type] { [SnapshotList.self, SnapshotRestore.self] }

    package init() {}
}
