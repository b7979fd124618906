package import Vocabulary

/// Why something could not be done with an agent's session.
package enum SessionFault: ProblemConvertible, Hashable {
    case notRunning(Address, session: String)
    /// The folder that a session would begin in is gone; its host would begin it elsewhere.
    case noFolder(Address, path: String)

    package var problem: Problem {
        switch self {
        case .notRunning(let address, let session):
            Problem(
                .notFound,
                "\(address) has no session (\(session)) at the moment",
                hints: ["`gt status` shows who is at work."]
            )
        case .noFolder(let address, let path):
            Problem(
                .notFound,
                "\(path) is gone, where \(address) works; its session was not started",
                hints: ["`gt sling` of its bead makes it anew from the branch."]
            )
        }
    }
}
