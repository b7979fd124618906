import Git
import JSON

extension Worktrees {
    /// The snapshots of this repository, oldest first.
    package func list() throws -> [Snapshot] {
        try repository.references(below: Self.snapshots).map { reference in
            let id = String(reference.name.dropFirst(Self.snapshots.count))
            return try manifest(id, reference.hash).snapshot(id: id, commit: reference.hash)
        }.sorted { ($0.time, $0.id) < ($1.time, $1.id) }
    }

    /// The snapshot of that id.
    package func find(_ id: String) throws -> Snapshot? {
        guard let commit = try repository.commit(Self.snapshots + id) else { return nil }
        return try manifest(id, commit).snapshot(id: id, commit: commit)
    }

    func manifest(_ id: String, _ commit: GitHash) throws -> Manifest {
        let text = try repository.text(of: "\(commit):manifest.json")
        guard let json = try? JSON.parse(text), let manifest = Manifest(json) else {
            throw WorktreeFault.broken(snapshot: id, reason: "its table of contents cannot be read")
        }
        return manifest
    }
}
