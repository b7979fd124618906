import Arguments
import Basics
import Ledger
import Vocabulary

/// Ties of a new bead as people give them: `id`, or `type:id`.
enum TieText {
    static func read(_ text: String) throws -> BeadDraft.Tie {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let last = parts.last, !parts.contains("") else { throw Misuse("invalid dependency \"\(text)\"") }
        guard parts.count == 2 else { return BeadDraft.Tie(.blocks, BeadID(trusted: last)) }
        switch parts[0] {
        case "depends-on", "blocked-by": return BeadDraft.Tie(.blocks, BeadID(trusted: last))
        // "The new issue blocks that one": that one depends on the new one.
        case "blocks": return BeadDraft.Tie(.blocks, BeadID(trusted: last), reversed: true)
        default:
            let type = EdgeType(rawValue: parts[0])
            guard EdgeType.known.contains(type) else {
                let known = (EdgeType.known.map(\.rawValue) + ["blocked-by", "depends-on"]).sorted()
                throw Misuse(
                    "unknown dependency type \"\(parts[0])\"; valid types: \(known.joined(separator: ", "))",
                    hints: nearMatches(parts[0], among: known).map { "Did you mean `\($0):\(last)`?" }
                )
            }
            return BeadDraft.Tie(type, BeadID(trusted: last))
        }
    }
}
