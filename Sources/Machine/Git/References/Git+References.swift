import Effects

extension Git {
    /// The commit a revision leads to, `nil` when there is none.
    package func commit(_ revision: String) throws(GitFailure) -> GitHash? {
        try object("\(revision)^{commit}")
    }

    /// The tree of a revision, `nil` when there is none.
    package func tree(_ revision: String) throws(GitFailure) -> GitHash? { try object("\(revision)^{tree}") }

    private func object(_ expression: String) throws(GitFailure) -> GitHash? {
        let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", expression]
        let outcome = try outcome(arguments)
        switch outcome.status {
        case 0: return outcome.output.split(separator: "\n").last.flatMap { GitHash($0) }
        case 1: return nil
        default: throw failure(arguments, outcome)
        }
    }

    /// The branch HEAD is on, without `refs/heads/`; `nil` when it is detached.
    package func currentBranch() throws(GitFailure) -> String? {
        let arguments = ["symbolic-ref", "--quiet", "HEAD"]
        let outcome = try outcome(arguments)
        switch outcome.status {
        case 0:
            let name = outcome.output.split(separator: "\n").first.map(String.init) ?? ""
            return name.hasPrefix("refs/heads/") ? String(name.dropFirst("refs/heads/".count)) : name
        case 1: return nil
        default: throw failure(arguments, outcome)
        }
    }

    /// References whose name begins with `prefix`, a whole number of path parts, sorted by name.
    package func references(below prefix: String) throws(GitFailure) -> [GitReference] {
        let text = try call(["for-each-ref", "--format=%(objectname) %(refname)", prefix])
        return text.split(separator: "\n").compactMap { line in
            guard let space = line.firstIndex(of: " "), let hash = GitHash(line[..<space]) else { return nil }
            return GitReference(name: String(line[line.index(after: space)...]), hash: hash)
        }
    }

    /// Sets a reference; with `old` only if it has that value (`GitHash.zero`: is not there).
    ///
    /// Returns whether it was set; `false` means another value was found.
    @discardableResult
    package func update(_ reference: String, to hash: GitHash, from old: GitHash? = nil) throws(GitFailure) -> Bool {
        try change(["update-ref", "--no-deref", reference, hash.description] + (old.map { [$0.description] } ?? []))
    }

    /// Removes a reference; with `old` only if it has that value.
    ///
    /// One that is not there is no error unless `old` is given. Returns whether it is gone; `false` means another value was found.
    @discardableResult
    package func delete(_ reference: String, from old: GitHash? = nil) throws(GitFailure) -> Bool {
        try change(["update-ref", "--no-deref", "-d", reference] + (old.map { [$0.description] } ?? []))
    }

    private func change(_ arguments: [String]) throws(GitFailure) -> Bool {
        let outcome = try outcome(arguments)
        if outcome.status == 0 { return true }
        let race = ["but expected", "reference already exists", "unable to resolve reference", "is at "]
        if race.contains(where: outcome.errors.contains) { return false }
        throw failure(arguments, outcome)
    }

    /// Whether everything in `old` is also in `new`; unknown commits throw.
    package func isAncestor(_ old: GitHash, of new: GitHash) throws(GitFailure) -> Bool {
        let arguments = ["merge-base", "--is-ancestor", old.description, new.description]
        let outcome = try outcome(arguments)
        switch outcome.status {
        case 0: return true
        case 1: return false
        default: throw failure(arguments, outcome)
        }
    }

    /// The best common ancestor, `nil` when the two have none.
    package func mergeBase(_ a: GitHash, _ b: GitHash) throws(GitFailure) -> GitHash? {
        let arguments = ["merge-base", a.description, b.description]
        let outcome = try outcome(arguments)
        switch outcome.status {
        case 0: return outcome.output.split(separator: "\n").first.flatMap { GitHash($0) }
        case 1: return nil
        default: throw failure(arguments, outcome)
        }
    }
}
