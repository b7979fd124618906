import Host
import Layout
import Vocabulary

/// The folder in which a removal keeps what is nowhere else.
package struct Backup {
    /// An absolute path; it need not be there yet.
    package let folder: String

    package init(in folder: String) { self.folder = folder }

    /// Refuses a folder that would go with `removed`, also through links.
    package func check(outside removed: String) throws {
        guard PathText.names(from: removed, to: folder) == nil, PathText.names(from: removed, to: real(folder)) == nil
        else {
            throw Problem(
                .usage,
                "\(folder) lies in \(removed), which is to be removed; nothing was removed",
                hints: ["Name a folder outside of it."]
            )
        }
    }

    /// Refuses a folder in which `name` is already there: it may be an earlier backup, of this or of something else.
    package func check(free name: String) throws {
        guard !Files.exists("\(folder)/\(name)") else {
            throw Problem(
                .conflict,
                "\(folder)/\(name) is already there; nothing was removed",
                hints: ["Name another folder."]
            )
        }
    }

    /// Copies the ledger `file` to `name`, durably; never over a file that is there.
    ///
    /// A plain copy is whole at any moment, because the engine only appends; for what is written meanwhile the caller
    /// holds the ledger.
    package func keepLedger(_ file: String, as name: String) throws {
        let path = "\(folder)/\(name)"
        try Files.makeFolders(Files.parent(of: path))
        try Files.copy(file, to: path)
        for made in PathText.upward(from: folder).prefix(2) { Files.syncFolder(of: made) }
    }

    /// The path without links, as far as it is there.
    private func real(_ path: String) -> String {
        if let real = try? Files.realPath(path) { return real }
        let parent = PathText.parent(of: path)
        return parent == path ? path : real(parent) + "/" + PathText.name(of: path)
    }
}
