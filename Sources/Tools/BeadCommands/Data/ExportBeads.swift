import Arguments
import CommandKit
import Console
import Effects
import Host
import JSON
import Layout
import Ledger
import Views

/// `bd export`: beads as JSON, one a line.
struct ExportBeads: RunnableCommand {
    static let name = "export"
    static let summary = "Write issues as JSONL, one object a line"
    static let details = "Every field is kept, with labels, ties and comments; the lines are ordered by identifier."
    static let section = Section.ledger

    @Option("output", "o", help: "File to write; standard output without it and for -") var output: String?
    @Flag("all", help: "Everything: also templates, ephemeral issues and what the town keeps") var all
    @Flag("include-infra", help: "Also what the town itself keeps") var infrastructure

    func run(in context: CommandContext) throws {
        let ledger = try context.ledger()
        var filter = BeadFilter()
        filter.states = .all
        filter.includesGates = true
        filter.includesInfrastructure = infrastructure || all
        filter.includesTemplates = all
        filter.includesEphemeral = all
        guard let output, output != "-" else {
            _ = try write(ledger, filter, context) { context.console.write($0) }
            return
        }
        let path = PathText.absolute(output, from: context.folder)
        var bytes: [UInt8] = []
        let count = try write(ledger, filter, context) { bytes += $0 }
        try Files.output(bytes, to: path)
        context.console.notes("Exported \(count) issues to \(output)")
    }

    private func write(
        _ ledger: Ledger,
        _ filter: BeadFilter,
        _ context: CommandContext,
        to sink: @escaping ([UInt8]) -> Void
    ) throws -> Int {
        var writer = JSONWriter(.compact, to: sink)
        var count = 0
        _ = try ledger.snapshot { read in
            try read.list(filter, by: BeadOrder(by: .id), at: context.effects.now()) { listed in
                count += 1
                let comments = listed.comments > 0 ? try read.comments(on: listed.bead.id) : []
                BeadLine.write(listed, comments, to: &writer)
            }
        }
        writer.finish()
        return count
    }
}
