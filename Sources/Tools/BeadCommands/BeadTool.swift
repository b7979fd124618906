package import Arguments
package import CommandKit
import Console
import SQL

/// `bd`: the root of the ledger's commands.
package struct BeadTool: ToolRoot, RunnableCommand {
    package static let name = "bd"
    package static let summary = "Keep track of work in a ledger that loses nothing"
    package static let details = """
        A bead is a piece of work: an issue with a state, a priority and ties to other beads. The ledger is a \
        versioned database inside `.beads`; every change is one durable commit.
        """
    package static var subcommands: [any Command.Type] {
        [
            BeadCreate.self, BeadQuick.self, BeadShow.self, BeadChange.self, BeadClose.self, BeadReopen.self,
            BeadList.self, BeadChildren.self, BeadReady.self, BeadBlocked.self, BeadSearch.self, BeadCount.self,
            BeadStatistics.self, Dependencies.self, Labels.self, CommentAdd.self, Comments.self, InitStore.self,
            WhereStore.self, Config.self, ImportBeads.self, ExportBeads.self, QuerySQL.self, VersionCommand.self,
        ]
    }

    package var globals = GlobalOptions()
    @Flag("version", "V", isLocal: true, help: "Print the version") var version

    package init() {}

    package func run(in context: CommandContext) throws {
        if version { return try VersionCommand.show(in: context) }
        context.console.write(Self.help(path: [Self.name], root: Self.self, columns: context.console.columns))
    }
}
