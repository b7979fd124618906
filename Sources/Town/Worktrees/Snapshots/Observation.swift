import Basics
import Effects
import Git
import Host

/// What is in a worktree at one moment, looked at but not yet stored.
struct Observation {
    /// A file as the folder has it.
    struct Item {
        let path: String
        /// `nil`: it is tracked and gone.
        let facts: FileFacts?
    }

    let head: GitHash
    let branch: String?
    let status: [String]
    let items: [Item]
    /// Empty folders, and those with other permissions than ``folderMode``; only where the worktree is to go.
    let folders: [Item]
    /// The permissions of the worktree's own folder; `nil` where folders were not looked at.
    let folderMode: Int?
    /// Files beside the index in git's own folder of the worktree.
    let state: [Item]
    let leftOut: [String]
    let stashes: [StashEntry]
    /// Where the index lies, if there is one.
    let index: String?
    let folder: String

    /// Changes when anything that is looked at changes: a hash, because texts that look alike count as equal.
    var fingerprint: String {
        func text(_ item: Item) -> String {
            guard let facts = item.facts else { return "\(item.path) -" }
            if facts.kind == .folder { return item.path }
            return
                "\(item.path) \(facts.kind) \(facts.size) \(facts.mode) \(facts.modified) \(facts.modifiedNanoseconds)"
        }
        let parts =
            [head.description, branch ?? ""] + status + items.map(text)
            + state.map { "\($0.path) \($0.facts?.size ?? 0)" }
            + folders.map { "\($0.path) \($0.facts?.mode ?? 0)" }
        return SHA256.hex(parts.joined(separator: "\n"))
    }

    /// Nothing here but what HEAD says and what beside it belongs to no work under way; folders alone are no work.
    var isClean: Bool { items.isEmpty && stashes.isEmpty && leftOut.isEmpty }
}

extension Worktrees {
    /// Ignored files and folders up to this size are kept; larger ones can be made again by whoever
    /// made the rule that ignores them.
    package static let ignoredLimit = 4_000_000

    /// Looks at the worktree in `path`; at ignored files only where they would go with it.
    func observe(_ path: String, withIgnored: Bool = true) throws -> Observation {
        do { return try look(path, withIgnored) } catch {
            // A folder that its owner may not look into would hide what is in it, and go with it. Where somebody still works
            // it stays as it is.
            guard withIgnored, Files.openFolders(path) else { throw error }
            return try look(path, withIgnored)
        }
    }

    private func look(_ path: String, _ withIgnored: Bool) throws -> Observation {
        let git = try worktree(path)
        let status = try git.status(withIgnored: withIgnored, skippingClosed: !withIgnored)
        guard let head = status.head else { throw WorktreeFault.noCommit(path) }
        let folder = try git.ownFolder()
        let inner = try submodulesWithWork(below: folder)
        if !inner.isEmpty { throw WorktreeFault.submodules(path, inner) }
        var collector = Collector(root: path)
        for entry in status.entries { try collector.take(entry) }
        // Of files with these marks git does not say that they changed.
        for name in try git.hiddenFiles() {
            try collector.check(name)
            if Files.exists("\(path)/\(name)") { try collector.takeTree(name) }
        }
        let mode = withIgnored ? Files.facts(of: path)?.mode : nil
        var beside = Collector(root: folder)
        for name in try Files.list(folder) where !Self.isRemade(name) { try beside.takeTree(name) }
        let index = "\(folder)/index"
        return Observation(
            head: head,
            branch: status.branch,
            status: status.entries.filter { $0.kind != .ignored }.map { "\($0.code) \($0.path)" },
            items: collector.items,
            folders: try mode.map { try collector.folders(besides: $0) } ?? [],
            folderMode: mode,
            state: beside.items,
            leftOut: collector.leftOut,
            stashes: try repository.stashEntries().filter { $0.isOn(branch: status.branch) },
            index: Files.exists(index) ? index : nil,
            folder: folder
        )
    }

    /// Written by git when the worktree is made anew, or a part of the index.
    private static func isRemade(_ name: String) -> Bool {
        ["HEAD", "index", "gitdir", "commondir", "locked", "modules"].contains(name) || name.hasSuffix(".lock")
            || name.hasPrefix("sharedindex.")
    }
}

/// Collects files below a folder.
private struct Collector {
    let root: String
    var items: [Observation.Item] = []
    var leftOut: [String] = []
    /// By their bytes: two names may differ in nothing that a reader sees.
    private var taken: Set<[UInt8]> = []
    private var ignored: Set<[UInt8]> = []

    init(root: String) { self.root = root }

    mutating func take(_ entry: GitStatus.Entry) throws {
        let isFolder = entry.path.utf8.last == UInt8(ascii: "/")
        let name = isFolder ? String(decoding: entry.path.utf8.dropLast(), as: UTF8.self) : entry.path
        try check(name)
        switch entry.kind {
        case .changed, .unmerged:
            guard let facts = Files.facts(of: "\(root)/\(name)") else {
                if taken.insert(Array(name.utf8)).inserted { items.append(Observation.Item(path: name, facts: nil)) }
                return
            }
            // Where git tracks something and a folder stands: a repository, or new files listed apart.
            if facts.kind == .folder {
                if Files.exists("\(root)/\(name)/.git") { throw WorktreeFault.submodules(root, [name]) }
                items.append(Observation.Item(path: name, facts: nil))
            } else {
                try takeTree(name)
            }
        case .untracked: try takeTree(name)
        case .ignored:
            ignored.insert(Array(name.utf8))
            let size = Files.treeSize("\(root)/\(name)")
            if size <= Worktrees.ignoredLimit {
                try takeTree(name)
            } else {
                leftOut.append("\(entry.path) (ignored, \(size) bytes)")
            }
        }
    }

    /// The folders that are empty or have other permissions than `mode`; those that are ignored or are repositories are
    /// taken whole or not at all.
    func folders(besides mode: Int) throws -> [Observation.Item] {
        var found: [Observation.Item] = []
        func look(in names: [String], below prefix: String) throws {
            for name in names.map({ prefix + $0 }) where name != ".git" && !ignored.contains(Array(name.utf8)) {
                let path = "\(root)/\(name)"
                // A name that is no UTF-8 has been replaced, so that nothing is found by it.
                guard let facts = Files.facts(of: path), facts.kind == .folder, !Files.exists(path + "/.git") else {
                    continue
                }
                let content = try Files.list(path)
                if content.isEmpty || facts.mode != mode { found.append(Observation.Item(path: name, facts: facts)) }
                try look(in: content, below: name + "/")
            }
        }
        try look(in: Files.list(root), below: "")
        return found
    }

    /// Bytes that are no UTF-8 have been replaced on the way here, so that the file would not be found.
    func check(_ name: String) throws {
        if name.unicodeScalars.contains("\u{FFFD}") { throw WorktreeFault.strangeName("\(root)/\(name)") }
    }

    mutating func takeTree(_ name: String) throws {
        try check(name)
        let path = "\(root)/\(name)"
        guard let facts = Files.facts(of: path) else {
            throw WorktreeFault.unreadable(path, reason: "it vanished while it was looked at")
        }
        switch facts.kind {
        case .file, .link:
            if taken.insert(Array(name.utf8)).inserted { items.append(Observation.Item(path: name, facts: facts)) }
        case .folder:
            // Inside a repository empty folders count as well.
            if taken.insert(Array(name.utf8)).inserted { items.append(Observation.Item(path: name, facts: facts)) }
            for inner in try Files.list(path) { try takeTree("\(name)/\(inner)") }
        case .other: leftOut.append("\(name) (neither file nor link)")
        }
    }
}
