import Arguments
import CommandKit
import Console
import Effects
import Layout
import TestKit
import TownKit
import WorkCommands

/// `gt` with the commands of work alone.
struct WorkTool: ToolRoot {
    static let name = "gt"
    static let summary = "The commands under test"
    static var subcommands: [any Command.Type] { WorkTools.commands }

    var globals = GlobalOptions()

    /// One call at the root of a town.
    static func run(_ words: [String], in town: ScratchTown) -> ToolRun {
        ToolRun { console in
            let context = CommandContext(console: console, effects: town.effects, folder: town.town.root)
            return runTool(Self.self, words, in: context)
        }
    }
}
