import Arguments
import CommandKit

/// `gt rig`: the projects of a town.
struct RigGroup: Command {
    static let name = "rig"
    static let summary = "Add, list, remove and set up rigs (projects)"
    static let section = HelpSection.town
    static var subcommands: [any Command.Type] {
        [RigAdd.self, RigList.self, RigRemove.self, RigSettingsGroup.self]
    }
}
