package import Arguments
import CommandKit

/// `gt mail`: messages that wait until they are read.
package struct MailCommand: Command {
    package static let name = "mail"
    package static let summary = "Send and read messages"
    package static let details = """
        Mail waits in the town's ledger until its recipient reads it. Agents are told of new mail between two steps.

        Addresses: mayor, overseer (the human), <rig>/<name> for a worker. Services, such as <rig>/refinery, have an \
        inbox that they do not read. A slash at the end is allowed.
        """
    package static let section = HelpSection.communication
    package static var subcommands: [any Command.Type] {
        [MailSend.self, MailInbox.self, MailRead.self, MailCheck.self]
    }

    package init() {}
}
