import Arguments
import CommandKit
import Console
import Effects
import JSON
import Ledger
import Views
import Vocabulary

/// `bd close`: ends work on some beads.
struct BeadClose: RunnableCommand {
    static let name = "close"
    static let aliases = ["done"]
    static let summary = "Close issues"
    static let details = """
        Refuses an issue that waits for open ones, an epic with open children and what is pinned, unless --force is \
        given. Closing a closed issue changes nothing.
        """
    static let section = Section.issues

    @Argument("id", help: "Identifier") var ids: [String]
    @Option(
        "reason",
        "r",
        aliases: ["resolution", "message", "comment"],
        splits: .never,
        help: "One for all, or one each"
    )
    var reasons: [String]
    @Option("m", "m", isHidden: true, help: "Reason") var message: String?
    @Option("reason-file", help: "File with the reason; - for standard input") var reasonFile: String?
    @Option("session", help: "Whose work ends; CLAUDE_SESSION_ID otherwise") var session: String?
    @Flag("force", "f", help: "Close it anyway") var force
    @Flag("suggest-next", help: "Show what became ready") var suggestNext
    @Flag("claim-next", help: "Take the first ready issue") var claimNext

    func run(in context: CommandContext) throws {
        guard !ids.isEmpty else {
            throw Misuse("at least one issue ID is required; nothing was closed", hints: ["`bd close <id>`"])
        }
        let reasons = try allReasons(in: context)
        let session = session ?? context.effects.environment["CLAUDE_SESSION_ID"]
        var problems = Problems()
        let beads = try context.beads(ids, .writing, problems: &problems)
        let reasonOf = Dictionary(
            zip(beads, reasons).map { ($0.id.description, $1) },
            uniquingKeysWith: { first, _ in first }
        )
        var freed: Set<BeadID> = []
        var wereClosed: Set<BeadID> = []
        let closed = try context.change(beads, "close", problems: &problems) { transaction, id in
            let reason = reasonOf[id.description] ?? reasons.first ?? "Closed"
            if try transaction.read.bead(id)?.status == .closed { wereClosed.insert(id) } else { wereClosed.remove(id) }
            try transaction.close(id, reason: reason, session: session, force: force)
            if suggestNext { freed.formUnion(try transaction.freed()) }
        }
        let unblocked = try unblocked(freed, by: closed)
        let claimed = claimNext && !closed.isEmpty ? try ReadyClaim(ReadyQuery()).take(in: context) : nil
        try show(closed, wereClosed, unblocked, claimed, in: context)
        try problems.throwIfAny()
    }

    private func allReasons(in context: CommandContext) throws -> [String] {
        if let reasonFile { return [try TextSource.read(reasonFile, in: context)] }
        let given = reasons + (message.map { [$0] } ?? [])
        guard given.count <= 1 || given.count == ids.count else {
            throw Misuse("\(given.count) reasons for \(ids.count) issues: give one, or one each")
        }
        return given.count == 1 ? ids.map { _ in given[0] } : given
    }

    /// What can be started now of the beads that were freed.
    private func unblocked(_ freed: Set<BeadID>, by closed: [NamedBead]) throws -> [Bead] {
        guard let read = closed.first?.ledger.read else { return [] }
        return try freed.sorted().compactMap(read.bead).filter { $0.status == .open && !$0.isBlocked }
    }

    private func show(
        _ closed: [NamedBead],
        _ wereClosed: Set<BeadID>,
        _ unblocked: [Bead],
        _ claimed: NamedBead?,
        in context: CommandContext
    ) throws {
        guard context.options.json, suggestNext || claimNext, !closed.isEmpty else {
            try context.showChanged(closed) {
                let what = "\($0.title): \($0.closeReason ?? "Closed")"
                return wereClosed.contains($0.id)
                    ? "  \($0.id) is closed already — \(what)" : "✓ Closed \($0.id) — \(what)"
            }
            return showFurther(unblocked, claimed, in: context)
        }
        func objects(_ beads: [NamedBead]) throws -> JSON {
            .array(try beads.compactMap { try $0.ledger.read.bead($0.id) }.map { BeadObject.plain($0) })
        }
        var members = [JSON.Member("closed", try objects(closed))]
        if suggestNext {
            members.append(JSON.Member("unblocked", .array(unblocked.map { BeadObject.plain($0) })))
        }
        if claimNext { members.append(JSON.Member("claimed", try objects(claimed.map { [$0] } ?? []))) }
        context.console.output(BeadObject.alone(members))
    }

    private func showFurther(_ unblocked: [Bead], _ claimed: NamedBead?, in context: CommandContext) {
        guard !context.options.json else { return }
        if !unblocked.isEmpty {
            context.confirm("\nNewly unblocked:")
            for bead in unblocked { context.confirm("  • \(bead.id) — \(bead.title) (P\(bead.priority))") }
        }
        if let claimed { context.confirm("\n✓ Claimed \(claimed.id)") }
    }
}
