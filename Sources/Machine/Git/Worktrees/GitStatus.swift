import Basics
import Effects

/// What differs in a worktree from its HEAD.
package struct GitStatus: Hashable, Sendable {
    /// One path and how it differs.
    package struct Entry: Hashable, Sendable {
        /// Why it is listed.
        package enum Kind: Hashable, Sendable { case changed, unmerged, untracked, ignored }
        package let kind: Kind
        /// The letters of index and worktree as git gives them, `.` for unchanged; `??` and `!!`.
        package let code: String
        /// Relative to the worktree's root; ends in `/` for a folder that is a repository itself
        /// or that is ignored as a whole.
        package let path: String
    }
    /// `nil` before the first commit.
    package let head: GitHash?
    /// `nil` when HEAD is detached.
    package let branch: String?
    package let entries: [Entry]

    package init(head: GitHash?, branch: String?, entries: [Entry]) {
        self.head = head
        self.branch = branch
        self.entries = entries
    }

    /// Nothing changed and nothing untracked; ignored files do not count.
    package var isClean: Bool { entries.allSatisfy { $0.kind == .ignored } }
}

extension Git {
    /// Every changed and every untracked file, none summed up to its folder.
    ///
    /// A folder that git could not look into is a failure, because what is in it is nobody's knowledge; `skippingClosed`
    /// leaves it out.
    package func status(withIgnored: Bool = false, skippingClosed: Bool = false) throws(GitFailure) -> GitStatus {
        let arguments =
            [
                "status", "--porcelain=v2", "-z", "--branch", "--untracked-files=all", "--no-renames",
                "--ignore-submodules=none",
            ] + (withIgnored ? ["--ignored=matching"] : ["--ignored=no"])
        let outcome = try outcome(arguments, limit: .seconds(600), adding: ["GIT_OPTIONAL_LOCKS": "0"])
        guard outcome.status == 0 else { throw failure(arguments, outcome) }
        let closed = Self.closedFolders(outcome.errors)
        guard skippingClosed || closed.isEmpty else { throw .closedFolders(closed, directory: directory) }
        var head: GitHash?
        var branch: String?
        var entries: [GitStatus.Entry] = []
        for record in outcome.output.split(byte: "\0") {
            if record.hasPrefix("# branch.oid ") { head = GitHash(record.dropFirst(13)) }
            if record.hasPrefix("# branch.head ") {
                branch = record == "# branch.head (detached)" ? nil : String(record.dropFirst(14))
            }
            if let entry = GitStatus.Entry(record) { entries.append(entry) }
        }
        return GitStatus(head: head, branch: branch, entries: entries)
    }
}

extension Git {
    /// The folders that a warning of git's names; one that vanished while it looked is not among them.
    private static func closedFolders(_ warnings: String) -> [String] {
        let (start, end) = ("warning: could not open directory '", "': Permission denied")
        return warnings.split(separator: "\n").filter { $0.hasPrefix(start) && $0.hasSuffix(end) }
            .map { String($0.dropFirst(start.count).dropLast(end.count)) }
    }
}

extension GitStatus.Entry {
    /// `1 XY sub mH mI mW hH hI path`, `u XY sub m1 m2 m3 mW h1 h2 h3 path`, `? path`, `! path`.
    fileprivate init?(_ record: String) {
        func split(_ count: Int) -> (code: String, path: String)? {
            let fields = record.split(byte: " ", maxSplits: count, omittingEmpty: false)
            return fields.count == count + 1 ? (fields[1], fields[count]) : nil
        }
        switch record.utf8.first.map(Unicode.Scalar.init) {
        case "1":
            guard let (code, path) = split(8) else { return nil }
            self.init(kind: .changed, code: code, path: path)
        case "u":
            guard let (code, path) = split(10) else { return nil }
            self.init(kind: .unmerged, code: code, path: path)
        case "?": self.init(kind: .untracked, code: "??", path: record.dropFirst(bytes: 2))
        case "!": self.init(kind: .ignored, code: "!!", path: record.dropFirst(bytes: 2))
        default: return nil
        }
    }
}
