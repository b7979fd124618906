package import Arguments
package import CommandKit
import Console
import Effects
import JSON
import Layout
import Ledger
import Mail
import Stores
import TownContext
import Vocabulary

/// `gt nudge`: leaves a note for a running agent.
package struct NudgeCommand: RunnableCommand {
    package static let name = "nudge"
    package static let summary = "Leave a note for a running agent"
    package static let details = """
        The note waits in the town's ledger until the agent's hook asks for it, between two of its steps; nothing is \
        ever typed into its terminal. It expires after 30 minutes (urgent: 2 hours), and you are told of it by mail.
        """
    package static let section = HelpSection.communication

    /// How soon the agent should act.
    enum Priority: String, CaseIterable, ArgumentValue { case normal, urgent }

    @Argument("target", help: "mayor, <rig>/<name>") var target: String
    @Argument("message", help: "The text") var text: String?
    @Option("message", "m", help: "The text") var message: String?
    @Flag("stdin", help: "Read the text from standard input") var stdin
    @Option("priority", help: "normal or urgent") var priority: Priority = .normal
    @Option("ttl", help: "How long it is worth reading, such as 10m") var ttl: Duration?

    package init() {}

    package func validate() throws(Misuse) {
        let given = [text != nil, message != nil, stdin].count { $0 }
        guard given <= 1 else { throw Misuse("give the text once: as a word, with --message or with --stdin") }
        guard given == 1 else { throw Misuse("a nudge needs a text", hints: ["`gt nudge <target> \"<text>\"`"]) }
    }

    package func run(in context: CommandContext) throws {
        try context.refuseIfReadOnly()
        let recipient = try context.address(target, for: .writing)
        let hearing = try Hearing(of: recipient, in: context)
        try refuseIfVacant(hearing, recipient)
        var request = NudgeRequest(
            to: recipient,
            from: try context.caller().description,
            text: stdin ? try TextSource.input(context) : text ?? message ?? "",
            isUrgent: priority == .urgent
        )
        if let ttl { request.timeToLive = ttl }
        _ = try context.write(to: context.stores().hq(.writing), "gt: nudge for \(recipient)") {
            try request.queue(in: $0)
            return true
        }
        context.showDone(json: ["recipient": .string(recipient.description), "state": "queued"]) {
            ["✓ Nudge queued for \(recipient); \(Self.delivery(hearing))"]
        }
    }

    private static func delivery(_ hearing: Hearing) -> String {
        switch hearing {
        case .hook: "its hook delivers it between two steps"
        case .terminal: "it is shown in its terminal before the next block"
        case .asking, .service, .vacant: "no hook of the town's delivers it: `gt mail check --inject` there does"
        }
    }

    /// A service is refused where everybody's nudges are.
    private func refuseIfVacant(_ hearing: Hearing, _ recipient: Address) throws {
        guard hearing == .vacant else { return }
        throw Problem(
            .conflict,
            "\(recipient) has no work and no session that could read a nudge; nothing was queued",
            hints: ["`gt mail send \(recipient) -s <subject>` waits until it is read."]
        )
    }
}
