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
        The note waits in the town's ledger and is delivered at the end of the agent's turn, by its hook; nothing is \
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
        try requireWork(of: recipient, in: context)
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
            ["✓ Nudge queued for \(recipient); its hook delivers it at the end of a turn"]
        }
    }

    /// A worker without work has no session that could read a nudge.
    private func requireWork(of recipient: Address, in context: CommandContext) throws {
        guard let rig = recipient.rig else { return }
        let ledger = try context.stores().rig(rig)
        guard let bead = recipient.agentBead(prefix: ledger.identity.prefix), case .polecat = recipient,
            try ledger.read.agent(bead)?.hook == nil
        else { return }
        throw Problem(
            .conflict,
            "\(recipient) has no work and no session that could read a nudge; nothing was queued",
            hints: ["`gt mail send \(recipient) -s <subject>` waits until it is read."]
        )
    }
}
