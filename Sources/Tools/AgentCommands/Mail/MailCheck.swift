import Arguments
import CommandKit
import Console
import Effects
import JSON
import Ledger
import Mail
import Stores
import Vocabulary

/// `gt mail check`: whether there is mail; with `--inject` what a hook tells its agent.
struct MailCheck: RunnableCommand {
    static let name = "check"
    static let summary = "Tell whether there is new mail"
    static let details = """
        Exit status 0: there is unread mail; 1: there is none. With --inject or --json it is always 0.

        --inject is for the hooks of an agent: it prints new mail and the nudges that wait, and only then counts them as \
        delivered. Without anything new, and outside a town, it prints nothing. --event says which hook asks: before a \
        turn urgent mail is told again until it is read, after a tool only what is new.
        """

    /// A hook of Claude Code that can tell its agent something, by the program's name for it.
    enum HookEvent: String, CaseIterable, ArgumentValue {
        case turn = "UserPromptSubmit"
        case tool = "PostToolUse"
    }

    @Flag("inject", help: "Print a reminder for an agent") var inject
    @Option("event", help: "The hook that asks, with --inject") var event = HookEvent.turn
    @Option("identity", aliases: ["address"], help: "Whose inbox; your own unless given") var identity: String?

    init() {}

    func run(in context: CommandContext) throws {
        if inject { return try tellAgent(in: context) }
        let mailbox = try context.mailbox(identity)
        try context.settleOverdue(of: mailbox)
        let unread = try context.stores().hq().read.unreadCount(of: mailbox.owner)
        context.show(
            json: [
                "address": .string(mailbox.owner.description), "has_new": .bool(unread > 0), "unread": .int(unread),
            ]
        ) { [unread > 0 ? "📬 \(unread) unread message(s)" : "No unread mail"] }
        if unread == 0, !context.options.json { throw AlreadyReported(status: 1) }
    }

    private func tellAgent(in context: CommandContext) throws {
        let stores = try context.stores()
        guard stores.finder.town() != nil else { return }
        let mailbox = try context.mailbox(identity)
        try context.settleOverdue(of: mailbox)
        var arrivals = try Arrivals(for: mailbox.owner, in: stores.hq().read, at: context.effects.now())
        if event == .tool { arrivals = arrivals.news }
        guard arrivals.isWorthTelling, !context.options.readonly else { return }
        let lease = context.effects.makeOperation()
        if !arrivals.nudges.isEmpty {
            arrivals = try arrivals.leasing(in: stores.hq(.writing), as: stores.actor, lease)
        }
        context.console.write(event.form(of: arrivals.reminder))
        // A reader that has gone was told nothing: the next turn tells it again.
        try context.console.flush()
        guard context.console.isOpen, arrivals.needsAcknowledgement else { return }
        _ = try context.write(to: stores.hq(.writing), "gt: delivered to \(mailbox.owner)") {
            try arrivals.acknowledge(lease: lease, in: $0)
            return true
        }
    }
}

extension MailCheck.HookEvent {
    /// The text as the program takes it from this hook: before a turn as it is, after a tool only in an object.
    fileprivate func form(of text: String) -> String {
        switch self {
        case .turn: text
        case .tool:
            (["hookSpecificOutput": ["hookEventName": .string(rawValue), "additionalContext": .string(text)]] as JSON)
                .text(.compact) + "\n"
        }
    }
}
