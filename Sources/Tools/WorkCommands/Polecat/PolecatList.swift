import Arguments
import CommandKit
import Console
import JSON
import Layout
import Settings
import Stores
import TownContext
import Vocabulary

/// `gt polecat list`: every seat of a rig or of the town.
struct PolecatList: RunnableCommand {
    static let name = "list"
    static let summary = "List the polecats of a rig, or of all rigs"

    @Argument("rig", help: "The rig; all of them without it") var rig: RigName?

    func run(in context: CommandContext) throws {
        let rigs = try rig.map { [$0] } ?? RigRegistry.read(context.stores().town()).entries.map(\.name)
        let views = try rigs.flatMap { try PolecatView.all(of: context.worksite($0)) }
        context.show(json: .array(views.map(\.json))) {
            views.isEmpty ? ["No polecats yet: `gt sling <bead> <rig>` makes one."] : views.map(\.line)
        }
    }
}
