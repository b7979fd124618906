import Basics
import Effects

extension Git {
    /// Tracked files that git was told not to look at (`assume-unchanged`, `skip-worktree`).
    package func hiddenFiles() throws(GitFailure) -> [String] {
        let text = try call(["ls-files", "-v", "-z"])
        return text.split(byte: "\0").compactMap { record in
            guard let mark = record.utf8.first, mark == UInt8(ascii: "S") || (97...122).contains(mark) else {
                return nil
            }
            return record.dropFirst(bytes: 2)
        }
    }

    /// Has git look at every file again; files that a sparse checkout left out come back.
    package func showHiddenFiles() throws(GitFailure) {
        let isSparse = try outcome(["config", "--type=bool", "--get", "core.sparseCheckout"]).output.hasPrefix("true")
        if isSparse { try call(["sparse-checkout", "disable"]) }
        let hidden = try hiddenFiles()
        guard !hidden.isEmpty else { return }
        let names = hidden.joined(separator: "\0") + "\0"
        for mark in ["--no-assume-unchanged", "--no-skip-worktree"] {
            try call(["update-index", mark, "-z", "--stdin"], input: names)
        }
    }

    /// Objects that the index names and `head` does not, those of a merge under way included.
    package func stagedObjects(since head: GitHash) throws(GitFailure) -> [GitHash] {
        var hashes: [GitHash] = []
        let changed = try call([
            "diff-index", "--cached", "--raw", "--no-renames", "--abbrev=64", "-z", head.description,
        ])
        for record in changed.split(byte: "\0") where record.hasPrefix(":") {
            let fields = record.split(separator: " ")
            if fields.count >= 4, fields[1] != "160000", let hash = GitHash(fields[3]), hash != .zero {
                hashes.append(hash)
            }
        }
        for record in try call(["ls-files", "-u", "-z"]).split(byte: "\0") {
            let fields = record.split(separator: " ")
            if fields.count >= 3, fields[0] != "160000", let hash = GitHash(fields[1]) { hashes.append(hash) }
        }
        return hashes
    }
}
