import Arguments
import CommandKit
import Console
import JSON
import Layout
import Ledger
import Rigs
import Settings
import Stores
import Supervised
import TownContext
import Vocabulary

/// `gt rig add`: makes a project part of the town.
struct RigAdd: RunnableCommand {
    static let name = "add"
    static let summary = "Add a project to the town as a rig"
    static let details = """
        The project comes from an address or from the path of a bare repository; a path with a checkout is refused, \
        because landing would leave the checkout behind. A call that fails leaves no trace; one that was interrupted is \
        completed by the next one or by the daemon.
        """

    @Argument("name", help: "Letters, digits and `_`; also the name of its folder") var rig: String
    @Argument("url", help: "Where its repository is") var url: String?
    @Option("remote", help: "The same, as an option") var remote: String?
    @Option("prefix", help: "What its beads begin with; made from the name if left out") var prefix: String?
    @Option("branch", help: "The branch that work lands on, instead of the one the remote's HEAD names")
    var branch: String?

    func validate() throws(Misuse) {
        guard (url == nil) != (remote == nil) else { throw Misuse("give the address once, as <url> or with --remote") }
    }

    func run(in context: CommandContext) throws {
        try context.refuseIfReadOnly()
        let request = try RigRequest(name: rig, prefix: prefix, remote: url ?? remote ?? "", branch: branch)
        let stores = try context.stores()
        let town = try stores.town()
        let adder = RigAdder(town: town, effects: context.effects, by: stores.actor) { line in
            if !context.options.json, !context.options.quiet { context.console.notes("  \(line)") }
        }
        let identity = try adder.add(request, from: context.folder)
        var note: String?
        // A town that is up serves its new rig at once; otherwise `gt up` will.
        if try stores.hq().read.townStopped() == nil, try context.supervision().daemon() != nil {
            do {
                let services = RigServices(sessions: try context.sessions(), supervision: try context.supervision())
                try services.start(identity.name, prefix: identity.prefix)
            } catch {
                note = "The refinery did not start: \(Problem(describing: error).summary)"
            }
        }
        if let note { context.console.notes(note) }
        context.showDone(
            json: [
                "name": .string(identity.name.description), "prefix": .string(identity.prefix.description),
                "remote": .string(identity.remote), "branch": .string(identity.defaultBranch),
                "path": .string(town.rig(identity.name).root),
            ]
        ) {
            if context.options.quiet { return [] }
            return [
                "✓ Added the rig \(identity.name) (prefix \(identity.prefix), branch \(identity.defaultBranch))", "",
                "Next steps:",
                "  gt rig settings set \(identity.name) merge_queue.gates.test \"<command>\"   # what must pass to land",
                "  bd create \"<title>\"                                   # in \(town.rig(identity.name).root)",
                "  gt sling <bead> \(identity.name)",
            ]
        }
    }
}
