package import Vocabulary

/// Why a text is nobody's address.
package enum AddressFault: ProblemConvertible, Hashable {
    /// `known` are the addresses that it may have been meant to be.
    case unknown(String, known: [String])
    case ambiguous(String, [Address])
    /// A rig is a place, not somebody who reads.
    case wholeRig(RigName)

    /// What somebody is looked for.
    package enum Purpose: Hashable, Sendable {
        /// To be written to.
        case writing
        /// To be shown, ended or gone to.
        case looking
    }

    package var problem: Problem { problem(for: .writing) { _, _ in [] } }

    /// The failure in the words of its purpose, with near matches; `nearest` picks them for a word out of words.
    package func problem(for purpose: Purpose, nearest: (String, [String]) -> [String]) -> Problem {
        let rest = purpose == .writing ? "; nothing was sent" : ""
        switch self {
        case .unknown(let text, let known):
            let near = nearest(text, known)
            let hint =
                near.isEmpty
                ? "`gt polecat list` shows the workers; `mayor`, `overseer` and `<rig>/refinery` are always there."
                : "Did you mean \(near.map { "`\($0)`" }.joined(separator: " or "))?"
            return Problem(
                .notFound,
                "unknown \(purpose == .writing ? "recipient" : "agent"): \(text) (no matching agent or workspace found)\(rest)",
                hints: [hint]
            )
        case .ambiguous(let text, let found):
            return Problem(
                .usage,
                "\(text) can be \(found.map(\.description).joined(separator: " or "))\(rest)",
                hints: ["Write the address with its rig."]
            )
        case .wholeRig(let rig):
            return Problem(
                .notFound,
                "\(rig) is a rig, and \(purpose == .writing ? "nobody reads its mail" : "no agent")\(rest)",
                hints: ["`\(rig)/<name>` is a worker of it, `mayor` who looks after all rigs."]
            )
        }
    }
}
