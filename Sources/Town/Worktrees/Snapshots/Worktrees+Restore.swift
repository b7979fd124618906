import Git
import Host

/// A worktree that was made out of a snapshot.
package struct Restored: Hashable, Sendable {
    package let path: String
    /// `nil` when HEAD is detached.
    package let branch: String?
    /// What is not as it was.
    package let notes: [String]
}

extension Worktrees {
    /// Makes a worktree that is as the snapshot's was: HEAD, index, stashes, changed and untracked files.
    ///
    /// It is made where the old one was, or in `path`; nothing may be there. The branch is taken again
    /// if it still is, or again can be, at the snapshot's commit; else HEAD is detached. When something
    /// fails, what was made is removed.
    package func restore(_ id: String, to path: String? = nil) throws -> Restored {
        guard let reference = try reference(of: id) else { throw WorktreeFault.noSnapshot(id) }
        let manifest = try manifest(id, reference.hash)
        let path = path ?? manifest.worktree
        guard !Files.exists(path) else { throw WorktreeFault.occupied(path, snapshot: id) }
        let parent = Files.parent(of: path)
        try Files.makeFolders(parent)
        // Made under another name, so that one that was killed on the way is not taken for finished.
        let draft = "\(parent)/.gt-restoring-\(id)"
        try Files.removeTree(draft)
        try repository.pruneWorktrees()
        try repository.call(
            ["worktree", "add", "--quiet", "--detach", "--no-checkout", "--", draft, manifest.head.description]
        )
        do {
            let (branch, notes) = try fill(draft, from: manifest, id)
            try repository.moveWorktree(from: draft, to: path)
            if let mode = manifest.folderMode { try Files.setMode(mode, of: path) }
            return Restored(path: path, branch: branch, notes: notes)
        } catch {
            try? Files.removeTree(draft)
            try? repository.pruneWorktrees()
            throw error
        }
    }

    private func fill(_ path: String, from manifest: Manifest, _ id: String) throws -> (String?, [String]) {
        let git = repository.at(path)
        let folder = try git.ownFolder()
        if let index = manifest.index {
            try repository.write(index, to: "\(folder)/index")
            try git.call(["checkout-index", "--all", "--force", "--index", "--quiet"], limit: .seconds(600))
        }
        for entry in manifest.files { try give(entry, below: path) }
        let branch = try takeBranch(manifest, git)
        for entry in manifest.state { try give(entry, below: folder) }
        let present = Set(try repository.stashEntries().map(\.hash))
        for stash in manifest.stashes.reversed() where !present.contains(stash.hash) { try git.store(stash) }
        let status = try git.status().entries.map { "\($0.code) \($0.path)" }
        guard status.sorted() == manifest.status.sorted() else {
            throw WorktreeFault.broken(snapshot: id, reason: "git sees other changes than it saw then")
        }
        try giveModes(manifest, below: path)
        for entry in manifest.state where entry.kind == .folder {
            try Files.setMode(entry.mode, of: "\(folder)/\(entry.path)")
        }
        var notes = manifest.leftOut.map { "not in the snapshot: \($0)" }
        if let lost = manifest.branch, branch == nil {
            notes.append("the branch \(lost) is elsewhere by now; HEAD is detached")
        }
        return (branch, notes)
    }

    /// Gives all folders but `root` the permissions they had; last, because some may not be written to.
    private func giveModes(_ manifest: Manifest, below root: String) throws {
        for entry in manifest.folders { try Files.makeFolders("\(root)/\(entry.path)") }
        let known = manifest.files.filter { $0.kind == .folder } + manifest.folders
        var modes: [[UInt8]: Int] = [:]
        for entry in known { modes[Array(entry.path.utf8)] = entry.mode }
        func give(_ names: [String], below prefix: String) throws {
            // The worktree's own is git's; that of a repository inside it was kept with it.
            for name in names.map({ prefix + $0 }) where name != ".git" {
                let path = "\(root)/\(name)"
                guard let facts = Files.facts(of: path), facts.kind == .folder else { continue }
                try give(Files.list(path), below: name + "/")
                guard let mode = modes[Array(name.utf8)] ?? manifest.folderMode, mode != facts.mode else { continue }
                try Files.setMode(mode, of: path)
            }
        }
        try give(Files.list(root), below: "")
    }

    private func give(_ entry: Manifest.Entry, below root: String) throws {
        let path = "\(root)/\(entry.path)"
        if Files.facts(of: path).map({ $0.kind != .folder || !entry.leavesFolders }) ?? false {
            try Files.removeTree(path)
        }
        if entry.kind == .folder { return try Files.makeFolders(path) }
        guard entry.kind != .deleted, let blob = entry.blob else { return }
        try Files.makeFolders(Files.parent(of: path))
        if entry.kind == .link {
            try Files.link(to: try repository.text(of: blob.description), at: path)
        } else {
            try repository.write(blob, to: path)
            try Files.setMode(entry.mode, of: path)
        }
    }

    private func takeBranch(_ manifest: Manifest, _ git: Git) throws -> String? {
        guard let branch = manifest.branch else { return nil }
        let reference = "refs/heads/\(branch)"
        guard try !repository.worktrees().contains(where: { $0.branch == branch }) else { return nil }
        if try repository.commit(reference) == nil {
            guard try repository.update(reference, to: manifest.head, from: .zero) else { return nil }
        }
        guard try repository.commit(reference) == manifest.head else { return nil }
        try git.call(["symbolic-ref", "HEAD", reference])
        return branch
    }
}
