import Git
import JSON

/// The table of contents of a snapshot, stored in it as JSON.
struct Manifest: Hashable {
    /// One file of the folder, or of git's own folder of the worktree.
    struct Entry: Hashable {
        enum Kind: String { case file, link, folder, deleted }
        let path: String
        let kind: Kind
        let mode: Int
        /// The bytes of the file or the text of the link; `nil` for what was deleted.
        let blob: GitHash?

        /// Whether a folder that stands there may stay.
        var leavesFolders: Bool { kind == .folder || kind == .deleted }
    }

    var note: SnapshotNote
    var time: String
    var worktree: String
    var head: GitHash
    var branch: String?
    /// The index as git wrote it.
    var index: GitHash?
    var files: [Entry]
    /// Folders that are empty or have other permissions than ``folderMode``.
    var folders: [Entry] = []
    /// The permissions of the worktree's folder and of all others in it; `nil` where nobody looked at them.
    var folderMode: Int?
    /// What lies beside the index: a merge under way, the log of HEAD.
    var state: [Entry]
    var stashes: [StashEntry]
    /// What git status says, to compare after giving it back.
    var status: [String]
    var leftOut: [String]

    var json: JSON {
        func list(_ texts: [String]) -> JSON { .array(texts.map(JSON.string)) }
        func list(_ entries: [Entry]) -> JSON {
            .array(
                entries.map { entry in
                    [
                        "path": .string(entry.path), "kind": .string(entry.kind.rawValue), "mode": .int(entry.mode),
                        "blob": entry.blob.map { .string($0.description) } ?? .null,
                    ]
                }
            )
        }
        func text(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }
        return [
            "version": 1, "name": .string(note.name), "reason": .string(note.reason), "bead": text(note.bead),
            "incarnation": text(note.incarnation), "time": .string(time), "worktree": .string(worktree),
            "head": .string(head.description), "branch": text(branch), "index": text(index?.description),
            "files": list(files), "folders": list(folders), "folder_mode": folderMode.map(JSON.int) ?? .null,
            "state": list(state),
            "stashes": .array(
                stashes.map { ["hash": .string($0.hash.description), "message": .string($0.message)] }
            ),
            "status": list(status), "left_out": list(leftOut),
        ]
    }

    init?(_ json: JSON) {
        func texts(_ name: String) -> [String] { json[name]?.array?.compactMap(\.string) ?? [] }
        func entries(_ name: String) -> [Entry]? {
            json[name]?.array.map { $0.compactMap(Entry.init) }
        }
        guard json["version"]?.int == 1, let name = json["name"]?.string, let time = json["time"]?.string,
            let worktree = json["worktree"]?.string, let head = json["head"]?.string.flatMap({ GitHash($0) }),
            let files = entries("files"), let state = entries("state")
        else { return nil }
        self.init(
            note: SnapshotNote(
                name: name,
                reason: json["reason"]?.string ?? "",
                bead: json["bead"]?.string,
                incarnation: json["incarnation"]?.string
            ),
            time: time,
            worktree: worktree,
            head: head,
            branch: json["branch"]?.string,
            index: json["index"]?.string.flatMap { GitHash($0) },
            files: files,
            state: state,
            stashes: json["stashes"]?.array?.compactMap(StashEntry.init) ?? [],
            status: texts("status"),
            leftOut: texts("left_out")
        )
        folders = entries("folders") ?? []
        folderMode = json["folder_mode"]?.int
    }

    init(
        note: SnapshotNote,
        time: String,
        worktree: String,
        head: GitHash,
        branch: String?,
        index: GitHash?,
        files: [Entry],
        state: [Entry],
        stashes: [StashEntry],
        status: [String],
        leftOut: [String]
    ) {
        self.note = note
        self.time = time
        self.worktree = worktree
        self.head = head
        self.branch = branch
        self.index = index
        self.files = files
        self.state = state
        self.stashes = stashes
        self.status = status
        self.leftOut = leftOut
    }

    /// The snapshot as others see it.
    func snapshot(_ reference: String, _ commit: GitHash) -> Snapshot {
        Snapshot(
            reference: reference,
            commit: commit,
            note: note,
            time: time,
            worktree: worktree,
            head: head,
            branch: branch,
            files: files.count { $0.kind != .folder },
            stashes: stashes.count,
            leftOut: leftOut
        )
    }
}

extension Manifest.Entry {
    fileprivate init?(_ json: JSON) {
        guard let path = json["path"]?.string, let kind = json["kind"]?.string.flatMap(Kind.init(rawValue:)) else {
            return nil
        }
        self.init(
            path: path,
            kind: kind,
            mode: json["mode"]?.int ?? 0o644,
            blob: json["blob"]?.string.flatMap { GitHash($0) }
        )
    }
}

extension StashEntry {
    fileprivate init?(_ json: JSON) {
        guard let hash = json["hash"]?.string.flatMap({ GitHash($0) }), let message = json["message"]?.string else {
            return nil
        }
        self.init(hash: hash, message: message)
    }
}
