import Arguments
import CommandKit
import Console
import Effects
import JSON
import Ledger
import Views

/// `bd show`: everything about some beads.
struct BeadShow: RunnableCommand {
    static let name = "show"
    static let aliases = ["view"]
    static let summary = "Show issues"
    static let section = Section.issues

    @Argument("id", help: "Identifier") var words: [String]
    @Option("id", splits: .never, help: "Identifier") var ids: [String]
    @Flag("short", help: "One line each") var short
    @Flag("long", help: "All fields") var long
    @Flag("include-dependents", help: "With --json, also what depends on it") var dependents
    @Flag("include-comments", help: "With --json, also the comments") var comments

    func run(in context: CommandContext) throws {
        let named = words + ids
        guard !named.isEmpty else {
            throw Misuse("at least one issue ID is required", hints: ["`bd list` shows the open issues."])
        }
        var problems = Problems()
        let beads = try context.beads(named, problems: &problems)
        let found = beads.compactMap { bead in
            problems.collect { try bead.ledger.read.details(of: bead.id) }.flatMap { $0 }
        }
        if context.options.json {
            let all = found.map { BeadObject.details($0, withDependents: dependents, withComments: comments) }
            if !all.isEmpty { context.console.output(.array(all)) }
        } else {
            for (index, details) in found.enumerated() {
                try show(details, beads[index], isFirst: index == 0, in: context)
            }
        }
        try problems.throwIfAny()
    }

    private func show(_ details: BeadDetails, _ bead: NamedBead, isFirst: Bool, in context: CommandContext) throws {
        let rules = try bead.ledger.read.statuses()
        let sign = BeadSymbols.icon(details.bead.status, rules)
        if short {
            context.console.output("\(sign) \(bead.id) ● P\(details.bead.priority) \(details.bead.title)")
            return
        }
        if !isFirst { context.console.output("\n" + String(repeating: "─", count: 60) + "\n") }
        for line in BeadPage(details, rules, isLong: long, zone: context.effects.zone).lines {
            context.console.output(line)
        }
    }
}
