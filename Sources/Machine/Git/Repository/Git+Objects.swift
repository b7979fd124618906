import Effects

/// One entry of a tree.
package struct GitTreeEntry: Hashable, Sendable {
    /// What the entry names.
    package enum Kind: String, Hashable, Sendable { case blob, tree }
    package let kind: Kind
    package let hash: GitHash
    package let name: String

    package init(_ kind: Kind, _ hash: GitHash, _ name: String) {
        self.kind = kind
        self.hash = hash
        self.name = name
    }
}

extension Git {
    /// Stores files as they are, without conversions; names are relative to the folder of this git.
    ///
    /// Returns one object for each, in the same order; all are on the disk when it returns.
    package func storeFiles(_ paths: [String]) throws(GitFailure) -> [GitHash] {
        guard !paths.isEmpty else { return [] }
        let text = try call(
            Self.durably + ["hash-object", "-w", "--no-filters", "--stdin-paths"],
            input: paths.map(Self.quoted).joined(separator: "\n") + "\n",
            limit: .seconds(3600)
        )
        let hashes = text.split(separator: "\n").compactMap { GitHash($0) }
        guard hashes.count == paths.count else { throw .strange(command: "hash-object", text: text) }
        return hashes
    }

    /// Stores a text as an object.
    package func store(_ text: String) throws(GitFailure) -> GitHash {
        try hash(Self.durably + ["hash-object", "-w", "--no-filters", "--stdin"], input: text)
    }

    /// Stores a tree.
    package func storeTree(_ entries: [GitTreeEntry]) throws(GitFailure) -> GitHash {
        let lines = entries.map { entry in
            "\(entry.kind == .tree ? "040000" : "100644") \(entry.kind.rawValue) \(entry.hash)\t\(entry.name)\0"
        }
        return try hash(Self.durably + ["mktree", "-z"], input: lines.joined())
    }

    /// The text of an object, named as git names it (`<commit>:<path>`); broken UTF-8 is replaced.
    package func text(of object: String) throws(GitFailure) -> String {
        try call(["cat-file", "blob", object], limit: .seconds(600))
    }

    /// Writes the bytes of an object to a file, which is made or replaced.
    package func write(_ object: GitHash, to path: String) throws(GitFailure) {
        // The shell only opens the file; what it reads are its own parameters.
        try call(
            [
                "-c", "alias.gt-write=!f() { git cat-file blob \"$1\" >\"$2\"; }; f", "gt-write", object.description,
                path,
            ])
    }

    /// Which of these objects are commits.
    package func commits(among hashes: Set<GitHash>) throws(GitFailure) -> Set<GitHash> {
        guard !hashes.isEmpty else { return [] }
        let text = try call(
            ["cat-file", "--batch-check=%(objecttype) %(objectname)"],
            input: hashes.map { "\($0)\n" }.joined()
        )
        return Set(
            text.split(separator: "\n").compactMap { line in
                line.hasPrefix("commit ") ? GitHash(line.dropFirst("commit ".count)) : nil
            }
        )
    }

    /// Throws unless everything that `commit` reaches beyond `known` is there.
    package func proveComplete(_ commit: GitHash, beyond known: GitHash) throws(GitFailure) {
        try call(
            ["rev-list", "--objects", "--quiet", commit.description, "--not", known.description, "--"],
            limit: .seconds(3600)
        )
    }

    private static let durably = ["-c", "core.fsync=all"]

    /// As git reads it where a newline ends a name.
    private static func quoted(_ path: String) -> String {
        guard path.utf8.contains(where: { $0 < 32 || $0 == 34 || $0 == 92 }) else { return path }
        var text = "\""
        for scalar in path.unicodeScalars {
            switch scalar.value {
            case 34: text += "\\\""
            case 92: text += "\\\\"
            case 0..<32:
                let digits = String(scalar.value, radix: 8)
                text += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}
