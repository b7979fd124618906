package import Vocabulary

/// Why a text names no bead.
package enum ResolveFault: Hashable, ProblemConvertible {
    case unknown(String, near: [BeadID])
    case ambiguous(String, [BeadID])

    package var problem: Problem {
        switch self {
        case .unknown(let text, let near):
            let names = near.map { "`\($0)`" }.joined(separator: ", ")
            return Problem(
                .notFound,
                "no issue found matching \"\(text)\"",
                hints: [near.isEmpty ? "`bd list --all` shows every issue." : "Did you mean \(names)?"]
            )
        case .ambiguous(let text, let hits):
            let shown = hits.prefix(10).map(\.description).joined(separator: ", ")
            return Problem(
                .conflict,
                "\"\(text)\" matches \(hits.count) issues: \(shown)\(hits.count > 10 ? ", …" : "")",
                hints: ["Type more of the one that is meant."]
            )
        }
    }
}
