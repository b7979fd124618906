import Basics
import Effects
import Git
import Host
import JSON

extension Worktrees {
    /// Keeps all that the worktree in `path` holds and returns the evidence.
    ///
    /// HEAD, index, stashes of the branch, changed and untracked files byte for byte with modes and
    /// links, empty folders and the permissions of folders, files that git keeps for a merge under way, commits that only the log of HEAD knows.
    /// Ignored files and folders are kept up to ``ignoredLimit`` each; what is left out stands in the
    /// snapshot. Where nothing is held that the remote does not have, no snapshot is made.
    ///
    /// - Throws: `WorktreeFault` or another failure; each means that nothing is preserved.
    package func preserve(_ path: String, _ note: SnapshotNote) throws -> Receipt {
        try preserve(path, note, below: Self.snapshots)
    }

    func preserve(_ path: String, _ note: SnapshotNote, below place: String, withIgnored: Bool = true) throws -> Receipt
    {
        for _ in 1...3 {
            let before = try observe(path, withIgnored: withIgnored)
            if before.isClean, try repository.count(of: before.head, missingIn: "refs/remotes/origin") == 0,
                try middle(of: before).isEmpty, try otherCommits(before).isEmpty
            {
                return Receipt(worktree: path, snapshot: nil, fingerprint: before.fingerprint)
            }
            let (manifest, commit) = try store(before, at: path, note)
            guard try observe(path, withIgnored: withIgnored).fingerprint == before.fingerprint else { continue }
            try repository.proveComplete(commit, beyond: before.head)
            let id = "\(note.name)-\(effects.makeIncarnation())"
            guard try repository.update(place + id, to: commit, from: .zero) else { continue }
            return Receipt(
                worktree: path,
                snapshot: manifest.snapshot(place + id, commit),
                fingerprint: before.fingerprint
            )
        }
        throw WorktreeFault.keepsChanging(path)
    }

    /// Parts of a merge or rebase under way.
    private func middle(of observation: Observation) throws -> [String] {
        observation.state.map(\.path).filter { path in
            Self.middleFiles.contains { path == $0 || path.hasPrefix($0 + "/") }
        }
    }

    private func store(_ observation: Observation, at path: String, _ note: SnapshotNote) throws
        -> (Manifest, GitHash)
    {
        let git = repository.at(path)
        let files = try entries(observation.items, below: path)
        let state = try entries(observation.state, below: observation.folder)
        let index = try storeIndex(observation, git)
        var manifest = Manifest(
            note: note,
            time: effects.now().inSeconds,
            worktree: path,
            head: observation.head,
            branch: observation.branch,
            index: index,
            files: files,
            state: state,
            stashes: observation.stashes,
            status: observation.status,
            leftOut: observation.leftOut
        )
        manifest.folders = try entries(observation.folders, below: path)
        manifest.folderMode = observation.folderMode
        // A tree keeps what it lists alive; the names of the files stand in the manifest, because git
        // would refuse some of them.
        let blobs = (files + state).compactMap(\.blob) + (try git.stagedObjects(since: observation.head))
        let kept = Set(blobs).sorted { $0.description < $1.description }
        var root = [
            GitTreeEntry(.tree, try repository.storeTree(kept.map { GitTreeEntry(.blob, $0, $0.description) }), "kept"),
            GitTreeEntry(.blob, try repository.store(manifest.json.text(.indented) + "\n"), "manifest.json"),
        ]
        if let index { root.insert(GitTreeEntry(.blob, index, "index"), at: 0) }
        let commit = try repository.makeCommit(
            tree: try repository.storeTree(root),
            parents: [observation.head] + (try otherCommits(observation)),
            message: "snapshot of \(note.name): \(note.reason)\n"
        )
        return (manifest, commit)
    }

    private func entries(_ items: [Observation.Item], below root: String) throws -> [Manifest.Entry] {
        let files = items.filter { $0.facts?.kind == .file }
        for file in files where !Files.isReadable("\(root)/\(file.path)") {
            throw WorktreeFault.unreadable("\(root)/\(file.path)", reason: "no permission to read it")
        }
        // In the order of the files: as keys two names that look alike would be one.
        var hashes = try repository.storeFiles(files.map { "\(root)/\($0.path)" }).makeIterator()
        return try items.map { item in
            guard let facts = item.facts else {
                return Manifest.Entry(path: item.path, kind: .deleted, mode: 0, blob: nil)
            }
            if facts.kind == .folder {
                return Manifest.Entry(path: item.path, kind: .folder, mode: facts.mode, blob: nil)
            }
            guard facts.kind == .link else {
                return Manifest.Entry(path: item.path, kind: .file, mode: facts.mode, blob: hashes.next())
            }
            guard let target = Files.linkTarget(of: "\(root)/\(item.path)"),
                !target.unicodeScalars.contains("\u{FFFD}")
            else { throw WorktreeFault.unreadable("\(root)/\(item.path)", reason: "its target cannot be read") }
            return Manifest.Entry(path: item.path, kind: .link, mode: facts.mode, blob: try repository.store(target))
        }
    }

    /// The index in one piece: git may spread it over two files and keep caches of this machine in it.
    private func storeIndex(_ observation: Observation, _ git: Git) throws -> GitHash? {
        guard let index = observation.index else { return nil }
        let draft = "\(observation.folder)/gt-snapshot-index"
        defer { try? Files.remove(draft) }
        try Files.write(Files.bytes(at: index, limit: 2_000_000_000), to: draft)
        try git.call(
            ["update-index", "--no-split-index", "--no-untracked-cache", "--no-fsmonitor"],
            adding: ["GIT_INDEX_FILE": draft]
        )
        return try git.storeFiles([draft]).first
    }

    /// Commits that only this worktree names: its stashes, a merge under way, what the log of HEAD
    /// remembers of commits that were reset away.
    private func otherCommits(_ observation: Observation) throws -> [GitHash] {
        var named: Set<GitHash> = []
        for item in observation.state where item.facts?.kind == .file && (item.facts?.size ?? 0) < 1_000_000 {
            let text = try Files.text(at: "\(observation.folder)/\(item.path)")
            for word in text.split(whereSeparator: { $0.isWhitespace }) {
                if let hash = GitHash(word) { named.insert(hash) }
            }
        }
        named.remove(.zero)
        named.remove(observation.head)
        var commits = observation.stashes.map(\.hash)
        let known = Set(commits)
        for commit in try repository.commits(among: named).sorted(by: { $0.description < $1.description })
        where !known.contains(commit) {
            if try !repository.isAncestor(commit, of: observation.head) { commits.append(commit) }
        }
        return commits
    }
}
