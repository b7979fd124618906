import CommandKit
import Effects
import Git
import JSON
import Layout
import Settings
import Stores
import Vocabulary
import Worktrees

extension CommandContext {
    /// The worktrees of a rig of the town that is meant.
    func worktrees(of rig: RigName) throws -> Worktrees {
        let layout = try stores().town().rig(rig)
        _ = try RigIdentity.required(layout)
        return Worktrees(Git(in: layout.repository, effects), effects: effects)
    }

    /// The snapshots of one rig or of all, oldest first.
    func snapshots(of rig: RigName?) throws -> [(rig: RigName, snapshot: Snapshot)] {
        let rigs = try rig.map { [$0] } ?? RigRegistry.read(stores().town()).entries.map(\.name)
        let all = try rigs.flatMap { rig in try worktrees(of: rig).list().map { (rig: rig, snapshot: $0) } }
        return all.sorted { ($0.snapshot.time, $0.snapshot.id) < ($1.snapshot.time, $1.snapshot.id) }
    }
}

extension Snapshot {
    func json(rig: RigName) -> JSON {
        func text(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }
        return [
            "id": .string(id), "rig": .string(rig.description), "time": .string(time), "name": .string(note.name),
            "reason": .string(note.reason), "bead": text(note.bead), "incarnation": text(note.incarnation),
            "worktree": .string(worktree), "branch": text(branch), "head": .string(head.description),
            "commit": .string(commit.description), "files": .int(files), "stashes": .int(stashes),
            "left_out": .array(leftOut.map(JSON.string)),
        ]
    }
}
