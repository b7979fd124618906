import Arguments
import CommandKit
import Console
import Effects
import JSON
import Ledger
import Mail
import Stores
import Vocabulary

/// `gt mail inbox`: lists messages.
struct MailInbox: RunnableCommand {
    static let name = "inbox"
    static let summary = "List the messages of an inbox"
    static let details = "The most urgent first, of equally urgent ones the newest. `gt mail read` takes the numbers."

    @Argument("address", help: "Whose; your own unless given") var address: String?
    @Option("identity", aliases: ["address"], help: "The same as the argument") var identity: String?
    @Flag("unread", "u", help: "Only what was not read") var unread
    @Option("limit", "n", help: "So many messages, 0 for all") var limit: Int = 100

    init() {}

    func validate() throws(Misuse) {
        guard limit >= 0 else { throw Misuse("--limit must not be negative") }
    }

    func run(in context: CommandContext) throws {
        let mailbox = try context.mailbox(address ?? identity)
        try context.settleOverdue(of: mailbox)
        let read = try context.stores().hq().read
        let messages = try mailbox.messages(in: read, unreadOnly: unread, limit: limit)
        try context.acknowledge(messages, in: mailbox)
        try context.show(json: .array(messages.map(\.json))) {
            let counts = try mailbox.counts(in: read)
            var lines = ["📬 Inbox: \(mailbox.owner) (\(counts.all) messages, \(counts.unread) unread)", ""]
            if messages.isEmpty { lines.append("  (no messages)") }
            for (number, message) in messages.enumerated() {
                lines += message.inboxLines(number: number + 1, in: context.effects.zone)
            }
            let hidden = (unread ? counts.unread : counts.all) - messages.count
            if hidden > 0 { lines += ["", "  (\(hidden) more: `gt mail inbox --limit 0`)"] }
            return lines
        }
    }
}
