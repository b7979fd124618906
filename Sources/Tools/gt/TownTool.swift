import AgentCommands
import Arguments
import CommandKit
import Console
import TownCommands
import WorkCommands

/// `gt`: the root of the town's commands.
struct TownTool: ToolRoot, RunnableCommand {
    static let name = "gt"
    static let summary = "Run many coding agents on many projects at once without losing work"
    static let details = """
        A town is a folder of rigs (projects). Work is written down as beads (issues), slung to polecats (workers in \
        worktrees), and landed by the refinery (a merge queue that tests before it lands). Any unambiguous beginning \
        of a command names it.
        """
    static let matchesPrefixes = true
    static var subcommands: [any Command.Type] {
        WorkTools.commands + AgentTools.commands + TownTools.commands
    }

    var globals = GlobalOptions()
    @Flag("version", "v", isLocal: true, help: "Print the version") var version

    init() {}

    func run(in context: CommandContext) throws {
        if version { return try VersionShow().run(in: context) }
        context.console.write(Self.help(path: [Self.name], root: Self.self, columns: context.console.columns))
    }
}
