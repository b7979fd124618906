import Arguments
import CommandKit
import Console
import JSON
import Layout
import Settings
import Stores
import Towns
import Vocabulary

/// `gt install`: makes a town.
struct TownInstall: RunnableCommand {
    static let name = "install"
    static let summary = "Make a town (a workspace for many projects) in a new folder"
    static let details = """
        The folder holds everything of the town and is removed with it, so it must be new or empty. A call that was \
        interrupted is completed by the next one.
        """
    static let section = HelpSection.town

    @Argument("path", help: "Where the town is to be; the current folder if left out") var path: String?
    @Option("name", "n", help: "What the town is called, instead of its folder's name") var townName: String?
    @Flag("git", help: "Also keep the town's settings in a git repository") var git

    func run(in context: CommandContext) throws {
        try context.refuseIfReadOnly()
        let root = PathText.absolute(path ?? ".", from: context.folder)
        let actor = try context.stores().actor
        context.confirm("🏭 Making a town at \(root)\n")
        let installer = try TownInstaller(at: root, effects: context.effects, by: actor) { line in
            context.confirm("   ✓ \(line)")
        }
        let town = try installer.install(name: townName, withGit: git)
        let identity = try TownIdentity.read(town)
        context.showDone(json: ["name": .optional(identity?.name), "root": .string(town.root)]) {
            if context.options.quiet { return [] }
            return [
                "", "✓ The town is ready.", "", "Next steps:", "  cd \(town.root)",
                "  gt rig add <name> <url>     # add a project", "  gt up                       # start its services",
            ]
        }
    }
}
