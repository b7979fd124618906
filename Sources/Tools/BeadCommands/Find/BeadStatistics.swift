import Arguments
import CommandKit
import Effects
import Ledger
import Stores
import Views
import Vocabulary

/// `bd status`: the ledger in numbers.
struct BeadStatistics: RunnableCommand {
    static let name = "status"
    static let aliases = ["stats"]
    static let summary = "Show how much work there is in which state"
    static let section = Section.finding

    @Flag("assigned", help: "Only what the caller has") var assigned
    @Flag("all", help: "Everybody's, as always") var all

    func run(in context: CommandContext) throws {
        let ledger = try context.ledger()
        let assignee = assigned ? try context.stores().actor.description : nil
        let numbers = try ledger.snapshot { try $0.statistics(assignee: assignee, at: context.effects.now()) }
        context.show(json: numbers.json) { numbers.lines }
    }
}
