import Arguments
import Basics
import CommandKit
import Console
import Effects
import JSON
import Ledger
import Mail
import Stores
import TownContext
import Vocabulary

/// `gt mail send`: writes a message to one or several recipients.
struct MailSend: RunnableCommand {
    static let name = "send"
    static let summary = "Send a message"
    static let details = """
        Each recipient has the message in an inbox of its own. An address where nobody is, and a text that holds what \
        looks like a credential, are refused, and nothing is sent. Where nobody reads it now, it is kept and you are told.
        """

    @Argument("address", help: "Who gets it") var address: String?
    @Option("to", help: "Another recipient") var others: [String]
    @Option("cc", help: "Somebody who gets a copy") var copies: [String]
    @Flag("human", help: "To the overseer") var human
    @Flag("self", help: "To yourself, for a later session") var myself
    @Option("subject", "s", help: "What it is about") var subject: String
    @Option("message", "m", aliases: ["body"], help: "The text") var message: String?
    @Flag("stdin", help: "Read the text from standard input") var stdin
    @Option("priority", help: "0 urgent, 1 high, 2 normal, 3 and 4 low") var priority: PriorityArgument = .init(2)
    @Flag("urgent", help: "The same as --priority 0") var urgent
    @Option("type", help: "notification, task, reply, escalation or scavenge") var type: String?
    @Option("reply-to", help: "The message this one answers") var replyTo: String?
    @Option("key", help: "Not sent where an unread message has the same key") var key: String?
    @Option("ttl", help: "How long it is worth reading, such as 2h; you are told if it was not") var ttl: Duration?

    init() {}

    func validate() throws(Misuse) {
        guard address != nil || !others.isEmpty || !copies.isEmpty || human || myself else {
            throw Misuse("no recipient was named", hints: ["`gt mail send <address> -s <subject>`"])
        }
        guard message == nil || !stdin else { throw Misuse("--message and --stdin exclude each other") }
    }

    func run(in context: CommandContext) throws {
        try context.refuseIfReadOnly()
        let letter = try letter(in: context)
        var known: Set<Address> = []
        let message = "gt: mail \(letter.subject.prefix(60))"
        let ids = try context.write(to: context.stores().hq(.writing), message) { transaction in
            known = try Set(letter.recipients.filter { try letter.unread(by: $0, in: transaction.read) != nil })
            return try letter.send(in: transaction)
        }
        context.showDone(json: receipt(letter, ids)) {
            letter.recipients.map {
                known.contains($0)
                    ? "  \($0) has a message with this key unread; none was sent" : "✓ Message sent to \($0)"
            } + ["  Subject: \(letter.subject)"]
                + (letter.kind == .notification ? [] : ["  Type: \(letter.kind)"])
        }
        guard !context.options.quiet else { return }
        // What nobody reads is kept all the same: a person can look.
        for recipient in letter.recipients where recipient.isService {
            context.console.notes(
                "Note: \(recipient) is a service and reads no mail; the message is kept in its inbox. "
                    + "`mayor`, `overseer` and workers (`<rig>/<name>`) read theirs."
            )
        }
    }

    private func letter(in context: CommandContext) throws -> Letter {
        let caller = try context.caller()
        var recipients = try ((address.map { [$0] } ?? []) + others + copies).map {
            try context.address($0, for: .writing)
        }
        if human { recipients.append(.overseer) }
        if myself { recipients.append(caller) }
        var seen: Set<Address> = []
        recipients = recipients.filter { seen.insert($0).inserted }
        var letter = Letter(
            to: recipients,
            from: caller.description,
            subject: subject,
            body: stdin ? try TextSource.input(context) : message ?? ""
        )
        letter.priority = urgent ? 0 : priority.value
        letter.kind = try kind()
        letter.replyTo = try replyTo.map { text in
            guard let id = BeadID(text) else { throw LetterFault.noMessage(text, caller) }
            return id
        }
        letter.duplicateKey = key
        letter.timeToLive = ttl
        return letter
    }

    private func kind() throws -> Message.Kind {
        guard let type else { return replyTo == nil ? .notification : .reply }
        let known = Message.Kind.known.map(\.rawValue)
        guard known.contains(type) else {
            throw Misuse(
                "invalid type \"\(type)\" (valid: \(known.joined(separator: ", ")))",
                hints: nearMatches(type, among: known).map { "Did you mean `\($0)`?" }
            )
        }
        return Message.Kind(rawValue: type)
    }

    private func receipt(_ letter: Letter, _ ids: [BeadID]) -> JSON {
        let sent = zip(letter.recipients, ids).map { recipient, id -> JSON in
            ["to": .string(recipient.description), "id": .string(id.description)]
        }
        return ["subject": .string(letter.subject), "sent": .array(sent)]
    }
}
