import Arguments
import CommandKit
import Console
import Effects
import Ledger
import Stores
import Views
import Vocabulary

/// `bd q`: makes a bead and prints nothing but its name.
struct BeadQuick: RunnableCommand {
    static let name = "q"
    static let aliases = ["quick"]
    static let summary = "Create an issue and print only its identifier"
    static let section = Section.issues

    @Argument("title", atLeast: 1, help: "Title") var words: [String]
    @Option("type", "t", help: "Kind of work") var type = "task"
    @Option("priority", "p", help: "0 critical to 4 backlog") var priority = PriorityArgument(2)
    @Option("labels", "l", aliases: ["label"], help: "Label") var labels: [String]

    func run(in context: CommandContext) throws {
        let title = words.joined(separator: " ")
        var bead = Bead(id: BeadID(trusted: ""), title: title, at: context.effects.now())
        bead.type = BeadType(typed: type)
        bead.priority = priority.value
        var draft = BeadDraft(bead)
        draft.labels = labels
        let ledger = try context.writableLedger()
        let id = try ledger.create(draft, in: context)
        guard context.options.json else { return context.console.output("\(id)") }
        guard let made = try ledger.read.bead(id) else { throw BeadFault.missing(id) }
        context.console.output(BeadObject.alone(made, labels: try ledger.read.labels(of: id)))
    }
}
