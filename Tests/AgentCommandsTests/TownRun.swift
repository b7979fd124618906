import AgentCommands
import Arguments
import CommandKit
import Console
import Effects
import Layout
import TestKit
import TownKit

/// `gt` with the commands of this room.
private struct Tool: ToolRoot {
    static let name = "gt"
    static let summary = "The commands under test"
    static var subcommands: [any Command.Type] { [MailCommand.self, NudgeCommand.self, Prime.self] }

    var globals = GlobalOptions()
}

/// A town with one rig, a clock that only the test moves, and commands run inside this process.
struct TownRun {
    let town: ScratchTown
    let time = ManualTime(step: .zero)

    init() throws {
        var town = try ScratchTown()
        town.effects.now = time.now
        town.effects.random = ManualRandom().next
        self.town = town
        try town.makeRig()
    }

    /// Runs one command as somebody in a folder of the town; a minute passes before it.
    func callAsFunction(
        _ arguments: String...,
        in folder: String = "",
        environment: [String: String] = [:],
        input: String = ""
    ) -> ToolRun {
        run(arguments, in: folder, environment: environment, input: input)
    }

    /// The same with the words as a list.
    func run(
        _ arguments: [String],
        in folder: String = "",
        environment: [String: String] = [:],
        input: String = ""
    ) -> ToolRun {
        time.pause(.seconds(60))
        var effects = town.effects
        effects.environment.merge(environment) { _, new in new }
        return ToolRun(input: input) { console in
            runTool(
                Tool.self,
                arguments,
                in: CommandContext(
                    console: console,
                    effects: effects,
                    folder: folder.hasPrefix("/") ? folder : "\(town.town.root)/\(folder)"
                )
            )
        }
    }
}
