package import Arguments
import CommandKit

/// `gt convoy`: batches of work over any rigs.
package struct ConvoyCommand: Command {
    package static let name = "convoy"
    package static let summary = "Follow batches of work"
    package static let details = """
        A convoy tracks beads of any rigs. Its state is that of its beads: when all of them are closed it is closed, and \
        its watchers and the overseer get mail, once; where one is reopened it is open again. What went with a rig that was \
        removed is not waited for.
        """
    package static let section = HelpSection.work
    package static var subcommands: [any Command.Type] {
        [ConvoyCreate.self, ConvoyList.self, ConvoyStatus.self, ConvoyAdd.self, ConvoyCheck.self]
    }

    package init() {}
}
