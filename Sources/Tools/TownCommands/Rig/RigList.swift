import Arguments
import CommandKit
import Console
import JSON
import Layout
import Rigs
import Stores

/// `gt rig list`: the projects of the town.
struct RigList: RunnableCommand {
    static let name = "list"
    static let summary = "List the rigs of the town"

    func run(in context: CommandContext) throws {
        let stores = try context.stores()
        let town = try stores.town()
        let rigs = try RigOverview.all(in: town, stores)
        context.show(json: .array(rigs.map(\.json))) {
            if rigs.isEmpty { return ["No rigs configured.", "", "Add one with: gt rig add <name> <git-url>"] }
            return ["Rigs in \(town.root):", ""] + rigs.flatMap(\.text)
        }
    }
}
