package import Vocabulary

/// Why a convoy cannot be found, made or changed; nothing was written then.
package enum ConvoyFault: ProblemConvertible, Hashable {
    case unknown(String)
    case noMembers
    case noName
    case severalLines
    case missing([BeadID])
    /// What the town itself keeps is no work to track.
    case noWork(BeadID, String)

    package var problem: Problem {
        switch self {
        case .unknown(let reference):
            Problem(
                .notFound,
                "convoy '\(reference)' not found",
                hints: ["`gt convoy list --all` lists them."]
            )
        case .noMembers:
            Problem(
                .usage,
                "a convoy needs at least one issue; nothing was created",
                hints: ["`gt convoy create \"<name>\" <issue>...`; `gt ready` shows issues."]
            )
        case .noName: Problem(.usage, "a convoy needs a name; nothing was created")
        case .severalLines: Problem(.usage, "a convoy's name is one line; nothing was created")
        case .missing(let ids):
            Problem(
                .notFound,
                "no issue \(ids.map(\.description).joined(separator: ", ")) in this town; nothing was written",
                hints: ["`gt ready` shows the work of all rigs, `bd list --all` every issue of one."]
            )
        case .noWork(let id, let type):
            Problem(.usage, "\(id) is a \(type), not work that a convoy can track; nothing was written")
        }
    }
}
