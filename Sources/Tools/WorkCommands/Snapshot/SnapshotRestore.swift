import Arguments
import Basics
import CommandKit
import Console
import JSON
import Layout
import Vocabulary
import Worktrees

/// `gt snapshot restore`: makes a worktree again as it was.
struct SnapshotRestore: RunnableCommand {
    static let name = "restore"
    static let summary = "Make a worktree as it was"
    static let details = """
        Makes a worktree with the HEAD, index, changed and untracked files of the snapshot, where the old one was or in \
        the folder --to. Stashes that are gone come back too. Nothing that is there is overwritten.
        """

    @Argument("snapshot", help: "Its id, from `gt snapshot list`") var id: String
    @Option("to", help: "The folder to make; nothing may be there") var folder: String?

    init() {}

    func run(in context: CommandContext) throws {
        try context.refuseIfReadOnly()
        guard let (rig, snapshot) = try context.snapshots(of: nil).first(where: { $0.snapshot.id == id }) else {
            let known = try context.snapshots(of: nil).map(\.snapshot.id)
            throw nearMatches(id, among: known).reduce(WorktreeFault.noSnapshot(id).problem) {
                $0.hinting("Did you mean `\($1)`?")
            }
        }
        let path = folder.map { PathText.absolute($0, from: context.folder) }
        let restored = try context.worktrees(of: rig).restore(snapshot.id, to: path)
        for note in restored.notes { context.console.notes(note) }
        context.show(
            json: [
                "snapshot": .string(snapshot.id), "path": .string(restored.path),
                "branch": restored.branch.map(JSON.string) ?? .null,
                "notes": .array(restored.notes.map(JSON.string)),
            ]
        ) { ["✓ Restored \(snapshot.id) to \(restored.path)"] }
    }
}
