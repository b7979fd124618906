import Arguments
import CommandKit
import Console
import JSON
import Vocabulary
import Worktrees

/// `gt snapshot list`: lists what was kept, oldest first.
struct SnapshotList: RunnableCommand {
    static let name = "list"
    static let summary = "List the snapshots"

    @Argument("rig", help: "Only those of this rig") var rig: RigName?

    init() {}

    func run(in context: CommandContext) throws {
        let found = try context.snapshots(of: rig)
        context.show(json: .array(found.map { $0.snapshot.json(rig: $0.rig) })) {
            if found.isEmpty { return ["No snapshots."] }
            let rows = found.map { rig, snapshot in
                [
                    snapshot.id, rig.description, snapshot.time, snapshot.note.bead ?? "-",
                    "\(snapshot.files) files", snapshot.note.reason,
                ]
            }
            return Table(header: ["ID", "RIG", "TIME", "BEAD", "HOLDS", "REASON"], rows: rows).lines()
        }
    }
}
