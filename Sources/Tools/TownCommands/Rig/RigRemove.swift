import Arguments
import CommandKit
import Console
import JSON
import Layout
import Rigs
import Vocabulary

/// `gt rig remove`: takes a project out of the town.
struct RigRemove: RunnableCommand {
    static let name = "remove"
    static let aliases = ["rm"]
    static let summary = "Remove a rig with its folder and its ledger"
    static let details = """
        Refuses while somebody works in it, and while it holds work that is nowhere else: commits and tags with a message that \
        are not on the remote, changed, untracked and ignored files, snapshots, beads that are not closed, anything in crew/. With \
        --backup all of it is first kept in a folder, and besides, as refs/gt/thrown-away/*, commits that were amended or \
        reset away. The repository that the rig came from is not touched.

        Of a rig whose `gt rig add` was killed all is taken away that was made of it.
        """

    @Argument("rig", help: "The rig") var rig: RigName
    @Option("backup", help: "Folder that gets what is nowhere else") var backup: String?

    func run(in context: CommandContext) throws {
        try context.refuseIfReadOnly()
        let hands = try TownHands(context)
        let remover = RigRemover(
            stores: hands.stores,
            sessions: hands.sessions,
            supervision: hands.supervision,
            effects: context.effects
        )
        let folder = backup.map { PathText.absolute($0, from: context.folder) }
        let leftOut = try remover.remove(rig, backup: folder)
        context.showDone(
            json: [
                "removed": .string(rig.description), "backup": .optional(folder),
                "left_out": .array(leftOut.map(JSON.string)),
            ]
        ) {
            ["✓ Removed the rig \(rig)"] + (folder.map { ["  What it held is in \($0)/\(rig)"] } ?? [])
                + leftOut.map { "  Not kept: \($0)" }
        }
    }
}
