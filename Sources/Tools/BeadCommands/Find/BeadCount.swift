import Arguments
import CommandKit
import Console
import Effects
import JSON
import Ledger
import Views

/// `bd count`: how many beads filters find.
struct BeadCount: RunnableCommand {
    static let name = "count"
    static let summary = "Count issues"
    static let details = "Without --status, issues in every state are counted."
    static let section = Section.finding

    var filters = FilterFlags()
    @Flag("by-status", help: "For each state") var byStatus
    @Flag("by-priority", help: "For each priority") var byPriority
    @Flag("by-type", help: "For each kind of work") var byType
    @Flag("by-assignee", help: "For each assignee") var byAssignee
    @Flag("by-label", help: "For each label") var byLabel

    func validate() throws(Misuse) {
        guard [byStatus, byPriority, byType, byAssignee, byLabel].count(where: { $0 }) <= 1 else {
            throw Misuse("only one --by-* flag can be specified")
        }
    }

    func run(in context: CommandContext) throws {
        let ledger = try context.ledger()
        var filter = try filters.filter(ledger.read, in: context)
        if filters.statuses.isEmpty { filter.states = .all }
        let now = context.effects.now()
        let total = try ledger.read.count(filter, at: now)
        guard let column else {
            context.show(json: BeadObject.alone([JSON.Member("count", .int(total))])) { ["\(total)"] }
            return
        }
        let groups = try ledger.read.counts(filter, by: column, at: now)
        context.show(json: json(groups, total)) {
            ["Total: \(total)", ""] + groups.map { "\($0.0): \($0.1)" }
        }
    }

    private var column: Reader.CountColumn? {
        if byStatus { return .status }
        if byPriority { return .priority }
        if byType { return .type }
        if byAssignee { return .assignee }
        return byLabel ? .label : nil
    }

    private func json(_ groups: [(String, Int)], _ total: Int) -> JSON {
        let objects = groups.map { name, count in
            JSON.object([JSON.Member("count", .int(count)), JSON.Member("group", .string(name))])
        }
        return BeadObject.alone([JSON.Member("groups", .array(objects)), JSON.Member("total", .int(total))])
    }
}
