/// A folder `.beads`: it names a ledger but does not always hold it.
package struct BeadsFolder: Hashable, Sendable, CustomStringConvertible {
    /// The absolute path, ending in `.beads` unless the environment named another folder.
    package let path: String

    package init(path: String) { self.path = path }

    /// The folder `.beads` inside `folder`.
    package init(in folder: String) { self.init(path: folder + "/.beads") }

    package var description: String { path }

    /// Whether it is called `.beads`, so that nothing but a ledger is in it.
    package var hasUsualName: Bool { PathText.name(of: path) == ".beads" }

    /// The folder that this one belongs to; relative redirects start there.
    package var owner: String { PathText.parent(of: path) }

    /// Which ledger it is and which project that ledger must say it holds; written last by `init`.
    package var metadataFile: String { path + "/metadata.json" }

    /// The prefixes of other ledgers and where their folders lie, one JSON object a line.
    package var routesFile: String { path + "/routes.jsonl" }

    /// One line with the folder that stands for this one.
    package var redirectFile: String { path + "/redirect" }

    /// Holds `*`, so that nothing of the ledger is ever offered to a commit.
    package var ignoreFile: String { path + "/.gitignore" }

    /// Held while the folder is made or completed; stays afterwards, because a lock file that vanishes has two holders.
    package var lockFile: String { path + "/.init.lock" }

    /// Holds a folder for each ledger outside every town.
    package var ledgers: String { path + "/dolt" }

    /// The ledger of a project outside every town.
    package func ledger(_ database: String) -> String { "\(ledgers)/\(database)/ledger.db" }
}
