import Arguments
import CommandKit
import Console
import Effects
import Ledger
import Mail
import Stores
import Vocabulary

/// `gt mail read`: shows a message and notes that its recipient has read it.
struct MailRead: RunnableCommand {
    static let name = "read"
    static let aliases = ["show"]
    static let summary = "Show a message"
    static let details = """
        Takes the id of a message or its number in `gt mail inbox`. Only its recipient's reading counts: the \
        overseer can look at every message, and it stays unread.
        """

    @Argument("message", help: "Id or number") var reference: String
    @Option("identity", aliases: ["address"], help: "Whose inbox; your own unless given") var identity: String?

    init() {}

    func run(in context: CommandContext) throws {
        let caller = try context.caller()
        let mailbox = try context.mailbox(identity)
        let read = try context.stores().hq().read
        var message: Message
        do {
            message = try mailbox.message(reference, in: read)
        } catch let fault as LetterFault where caller == .overseer {
            guard let id = BeadID(reference), let foreign = try read.message(id).first else { throw fault }
            message = foreign
        }
        if message.state == .unread, message.recipient == caller, !context.options.readonly {
            _ = try context.write(to: context.stores().hq(.writing), "gt: mail read by \(caller)") {
                try Mailbox(of: caller).markRead(message, in: $0).id
            }
            message = try context.stores().hq(.writing).read.message(message.id, to: caller) ?? message
        }
        context.show(json: message.json) { message.lines(in: context.effects.zone) }
    }
}
