package import Vocabulary

/// Why something could not be done with an agent's session.
package enum SessionFault: ProblemConvertible, Hashable {
    case notRunning(Address, session: String)

    package var problem: Problem {
        switch self {
        case .notRunning(let address, let session):
            Problem(
                .notFound,
                "\(address) has no session (\(session)) at the moment",
                hints: ["`gt status` shows who is at work."]
            )
        }
    }
}
