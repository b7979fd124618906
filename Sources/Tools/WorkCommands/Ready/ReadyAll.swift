import Arguments
import CommandKit
import Console
import Effects
import JSON
import Ledger
import Settings
import Stores
import Views
import Vocabulary

/// `gt ready`: what can be started in the whole town.
struct ReadyAll: RunnableCommand {
    static let name = "ready"
    static let summary = "Show what can be started now, in every rig"
    static let section = HelpSection.work

    @Option("rig", help: "Only this rig") var rig: RigName?
    @Option("limit", "n", help: "At most so many of each rig; 0 for all") var limit = 100

    func run(in context: CommandContext) throws {
        let stores = try context.stores()
        let town = try stores.town()
        let rigs = try rig.map { [$0] } ?? RigRegistry.read(town).entries.map(\.name)
        var query = ReadyQuery()
        query.limit = max(0, limit)
        var found: [(String, ListedBead, StatusRules)] = []
        for name in (rig == nil ? ["hq"] : []) + rigs.map(\.description) {
            let read = try stores.database(name).read
            let ready = try read.ready(query, at: context.effects.now())
            let rules = try read.statuses()
            try read.list(ready) { found.append((name, $0, rules)) }
        }
        if context.options.json { return write(found.map { ($0.0, $0.1) }, to: context) }
        if found.isEmpty { context.console.output("Nothing is ready.") }
        for (name, listed, rules) in found {
            context.console.output("\(BeadSymbols.row(listed.bead, rules))  [\(name)]")
        }
    }

    private func write(_ found: [(String, ListedBead)], to context: CommandContext) {
        var writer = JSONWriter(.indented) { context.console.write($0) }
        writer.beginArray()
        for (name, listed) in found {
            BeadObject.write(listed, more: [JSON.Member("rig", .string(name))], to: &writer)
        }
        writer.endArray()
        writer.endLine()
        writer.finish()
    }
}
