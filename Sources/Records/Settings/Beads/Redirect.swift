import Host
package import Layout
import Vocabulary

/// `.beads/redirect`: another folder stands for this one.
package enum Redirect {
    /// How many redirects may follow one another.
    package static let deepest = 3

    /// Returns the folder at the end of the redirects that begin at `beads`; itself if there is none.
    ///
    /// - Throws: `Problem` for a circle, for more than ``deepest``, and for a redirect to a folder that is not there.
    package static func resolve(_ beads: BeadsFolder) throws -> BeadsFolder {
        var way = [beads]
        while let next = try target(of: way[way.count - 1]) {
            let file = way[way.count - 1].redirectFile
            if way.contains(next) {
                throw Problem(
                    .environment,
                    "\(file) leads in a circle",
                    causes: [(way + [next]).map(\.path).joined(separator: " -> ")],
                    hints: ["Let the file name the folder that holds the ledger."]
                )
            }
            guard way.count <= deepest else {
                throw Problem(
                    .environment,
                    "more than \(deepest) redirects follow one another from \(beads)",
                    causes: [way.map(\.path).joined(separator: " -> ")],
                    hints: ["Let \(beads.redirectFile) name the folder that holds the ledger."]
                )
            }
            guard Files.isFolder(next.path) else {
                throw Problem(.environment, "\(file) leads to \(next), which is not there")
            }
            way.append(next)
        }
        return way[way.count - 1]
    }

    /// Where `beads` leads: the first line that is no comment, taken from the folder that holds `beads`.
    private static func target(of beads: BeadsFolder) throws -> BeadsFolder? {
        guard let bytes = try Files.bytesIfThere(at: beads.redirectFile, limit: 64_000) else { return nil }
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map { line in
            String(line.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
        }
        guard let line = lines.first(where: { !$0.isEmpty && !$0.hasPrefix("#") }) else { return nil }
        return BeadsFolder(path: PathText.absolute(line, from: beads.owner))
    }
}
