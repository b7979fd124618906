package import Vocabulary

/// Why a text is nobody's address.
package enum AddressFault: ProblemConvertible, Hashable {
    /// `known` are the addresses that it may have been meant to be.
    case unknown(String, known: [String])
    case ambiguous(String, [Address])
    /// A rig is a place, not somebody who reads.
    case wholeRig(RigName)

    package var problem: Problem { problem { _, _ in [] } }

    /// The failure with near matches; `nearest` picks them for a word out of words.
    package func problem(nearest: (String, [String]) -> [String]) -> Problem {
        switch self {
        case .unknown(let text, let known):
            let near = nearest(text, known)
            let hint =
                near.isEmpty
                ? "`gt polecat list` shows the workers; `mayor`, `overseer` and `<rig>/refinery` are always there."
                : "Did you mean \(near.map { "`\($0)`" }.joined(separator: " or "))?"
            return Problem(
                .notFound,
                "unknown recipient: \(text) (no matching agent or workspace found); nothing was sent",
                hints: [hint]
            )
        case .ambiguous(let text, let found):
            return Problem(
                .usage,
                "\(text) can be \(found.map(\.description).joined(separator: " or ")); nothing was sent",
                hints: ["Write the address with its rig."]
            )
        case .wholeRig(let rig):
            return Problem(
                .notFound,
                "\(rig) is a rig, and nobody reads its mail; nothing was sent",
                hints: ["`\(rig)/<name>` is a worker of it, `mayor` who looks after all rigs."]
            )
        }
    }
}
