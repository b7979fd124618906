import Git
import JSON

extension Worktrees {
    /// The snapshots of this repository, oldest first.
    package func list() throws -> [Snapshot] {
        let references = try repository.references(below: Self.snapshots) + repository.references(below: Self.watched)
        return try references.map(snapshot).sorted { ($0.time, $0.id) < ($1.time, $1.id) }
    }

    /// The snapshot of that id.
    package func find(_ id: String) throws -> Snapshot? { try reference(of: id).map(snapshot) }

    func reference(of id: String) throws -> GitReference? {
        if let commit = try repository.commit(Self.snapshots + id) {
            return GitReference(name: Self.snapshots + id, hash: commit)
        }
        return try repository.references(below: Self.watched).first { $0.name.hasSuffix("/" + id) }
    }

    private func snapshot(_ reference: GitReference) throws -> Snapshot {
        try manifest(reference.name, reference.hash).snapshot(reference.name, reference.hash)
    }

    func manifest(_ id: String, _ commit: GitHash) throws -> Manifest {
        let text = try repository.text(of: "\(commit):manifest.json")
        guard let json = try? JSON.parse(text), let manifest = Manifest(json) else {
            throw WorktreeFault.broken(snapshot: id, reason: "its table of contents cannot be read")
        }
        return manifest
    }
}
