import Arguments
import CommandKit
import Console
import Host
import JSON
import Layout
import Towns
import Vocabulary

/// `gt uninstall`: removes a town.
struct TownUninstall: RunnableCommand {
    static let name = "uninstall"
    static let summary = "Stop a town and remove its folder"
    static let details = """
        Refuses while a rig holds work that is nowhere else: commits that are not on the remote, changed, untracked and \
        ignored files, snapshots, beads that are not closed, anything in crew/. With --backup all of it is first kept in a folder. The repositories that \
        the rigs came from are not touched.
        """
    static let section = HelpSection.town

    @Argument("path", help: "The town's folder") var path: String
    @Option("backup", help: "Folder that gets what is nowhere else") var backup: String?

    func run(in context: CommandContext) throws {
        try context.refuseIfReadOnly()
        let folder = PathText.absolute(path, from: context.folder)
        guard Files.isFolder(folder) else { throw TownFault.noTown(path: folder) }
        let root = try Files.realPath(folder)
        // Of a town that is half removed nothing can be opened any more.
        let isComplete = try TownRemover.complete(TownLayout(root: root), effects: context.effects)
        let leftOut = try isComplete ? [] : remove(root, in: context)
        context.showDone(json: ["removed": .string(root), "left_out": .array(leftOut.map(JSON.string))]) {
            ["✓ Removed the town at \(root)"] + leftOut.map { "  Not kept: \($0)" }
        }
    }

    private func remove(_ root: String, in context: CommandContext) throws -> [String] {
        let hands = try TownHands(context, at: root)
        let remover = TownRemover(
            services: hands.services,
            stores: hands.stores,
            sessions: hands.sessions,
            supervision: hands.supervision,
            effects: context.effects
        )
        return try remover.remove(backup: backup.map { PathText.absolute($0, from: context.folder) })
    }
}
