import Arguments
import CommandKit
import Console
import Effects
import Host
import JSON
import Layout
import Ledger
import Views
import Vocabulary

/// `bd import`: takes beads over from JSONL.
struct ImportBeads: RunnableCommand {
    static let name = "import"
    static let summary = "Take issues over from JSONL"
    static let details = """
        Everything that `bd export` writes comes back, in one commit, or nothing. An issue that was changed here \
        later than its line says is left alone.
        """
    static let section = Section.ledger

    @Argument("file", help: "File, or - for standard input") var word: String?
    @Option("input", "i", help: "The file") var input: String?
    @Flag("dedup", help: "Leave out new issues whose title an open one has") var dedup
    @Flag("dry-run", help: "Say what would be imported") var dryRun

    func run(in context: CommandContext) throws {
        guard input == nil || word == nil else { throw Misuse("the file is given twice") }
        let source = input ?? word ?? "-"
        let (lines, leftOut) = try read(source, in: context)
        let ledger = try context.writableLedger()
        if dryRun {
            let report = try context.rehearse(on: ledger) { try $0.take(lines, skipsKnownTitles: dedup) }
            return context.show(json: json(report, source, leftOut)) { text(report, source, leftOut) }
        }
        let report = try context.write(to: ledger, "bd import: \(lines.count) issues from \(source)") {
            try $0.take(lines, skipsKnownTitles: dedup)
        }
        let count = report.created.count + report.updated.count
        // What many rows leave behind in the file would be read by each later call when it opens the ledger (6 ms for
        // 1,000 beads, 0.6 after collecting). Only speed hangs on it, so a busy ledger is left as it is.
        if count >= ImportBeads.many { try? ledger.collectGarbage() }
        context.showDone(json: json(report, source, leftOut)) { text(report, source, leftOut) }
    }

    /// From so many beads on an import ends with a collection of garbage.
    private static let many = 200

    /// What the lines hold besides issues as they are here.
    private struct LeftOut {
        /// Lines that are about something else.
        var lines = 0
        /// For each member that no issue has here, how many lines have it.
        var members: [String: Int] = [:]
    }

    private func read(_ source: String, in context: CommandContext) throws -> ([ImportedBead], LeftOut) {
        let bytes: [UInt8]
        if source == "-" {
            bytes = try context.console.input()
        } else {
            bytes = try Files.bytes(at: PathText.absolute(source, from: context.folder), limit: 1 << 31)
        }
        let now = context.effects.now()
        var beads: [ImportedBead] = []
        var leftOut = LeftOut()
        for (index, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
            guard line.contains(where: { $0 > 32 }) else { continue }
            do {
                let value = try JSON.parse(Array(line))
                if var bead = try BeadLine.read(value, at: now) {
                    bead.place = "line \(index + 1) of \(source)"
                    try bead.checkSecrets()
                    beads.append(bead)
                    for name in BeadLine.unknownMembers(of: value) { leftOut.members[name, default: 0] += 1 }
                } else {
                    leftOut.lines += 1
                }
            } catch let fault as JSONFault {
                throw refusal(source, index, "\(fault.reason) (column \(fault.column))")
            } catch let fault as BeadLineFault {
                throw refusal(source, index, fault.reason)
            } catch let fault as BeadFault {
                let problem = fault.problem
                throw Problem(
                    problem.kind,
                    "line \(index + 1) of \(source) cannot be imported; nothing was imported",
                    causes: [problem.summary],
                    hints: problem.hints
                )
            }
        }
        return (beads, leftOut)
    }

    private func refusal(_ source: String, _ index: Int, _ reason: String) -> Problem {
        Problem(
            .refused,
            "line \(index + 1) of \(source) is no issue; nothing was imported",
            causes: [reason],
            hints: ["Each line holds one JSON object, as `bd export` writes it."]
        )
    }

    private func json(_ report: ImportReport, _ source: String, _ leftOut: LeftOut) -> JSON {
        var members = [
            JSON.Member("created", .int(report.created.count)),
            JSON.Member("ids", .strings((report.created + report.updated).map(\.description))),
            JSON.Member("skipped", .int(report.skipped)),
            JSON.Member("source", .string(source)),
            JSON.Member("updated", .int(report.updated.count)),
        ]
        if dryRun { members.append(JSON.Member("dry_run", true)) }
        if dedup { members.append(JSON.Member("dedup_skipped", .int(report.duplicates))) }
        if !report.stale.isEmpty {
            members.append(JSON.Member("stale_skipped_ids", .strings(report.stale.map(\.description))))
        }
        if !report.skippedEdges.isEmpty {
            members.append(JSON.Member("skipped_dependencies", .strings(report.skippedEdges)))
        }
        if leftOut.lines > 0 { members.append(JSON.Member("other_lines", .int(leftOut.lines))) }
        if !leftOut.members.isEmpty {
            let counts = leftOut.members.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .int($0.value)) }
            members.append(JSON.Member("unknown_fields", .object(counts)))
        }
        return BeadObject.alone(members)
    }

    private func text(_ report: ImportReport, _ source: String, _ leftOut: LeftOut) -> [String] {
        var lines = [
            "\(dryRun ? "Would import" : "Imported") \(report.created.count + report.updated.count) issues from \(source)"
                + " (\(report.created.count) new, \(report.updated.count) changed, \(report.skipped) skipped)"
        ]
        if report.duplicates > 0 { lines.append("  left out \(report.duplicates): an open issue has the same title") }
        if leftOut.lines > 0 {
            lines.append("  left out \(leftOut.lines) lines that are about something else than issues")
        }
        lines += leftOut.members.sorted { $0.key < $1.key }.map {
            "  left out the field \($0) of \($1) issues: there is no such field here"
        }
        lines += report.stale.map { "  skipped \($0): it was changed here later" }
        lines += report.skippedEdges.map { "  skipped dependency \($0): no such issue" }
        return lines
    }
}
