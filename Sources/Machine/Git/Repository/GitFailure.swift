package import Effects
package import Vocabulary

/// Why a call of git gave no result.
package enum GitFailure: ProblemConvertible, Hashable {
    case program(ProcessFailure)
    case notARepository(path: String)
    /// The remote does not answer, does not exist or does not let us in.
    case unreachable(remote: String, text: String)
    /// Folders in which git may not look; nobody knows what is in them.
    case closedFolders([String], directory: String)
    case failed(command: String, directory: String, status: Int32, text: String)
    /// Git said something that cannot be understood.
    case strange(command: String, text: String)

    package var problem: Problem {
        switch self {
        case .program(let failure): failure.problem
        case .notARepository(let path): Problem(.notFound, "\(path) is not a git repository")
        case .unreachable(let remote, let text):
            Problem(
                .environment,
                "the remote \(remote) cannot be reached",
                causes: lines(text),
                hints: ["`git ls-remote \(remote)` shows whether it answers."]
            )
        case .closedFolders(let folders, let directory):
            Problem(
                .environment,
                "git may not look into \(folders.joined(separator: ", ")) in \(directory)",
                hints: ["`chmod -R u+rwX \(directory)` opens its folders."]
            )
        case .failed(let command, let directory, let status, let text):
            Problem(
                .environment,
                "git \(command) in \(directory) ended with status \(status)",
                causes: lines(text)
            )
        case .strange(let command, let text):
            Problem(.environment, "git \(command) gave an answer that is not understood", causes: lines(text))
        }
    }

    /// The last lines, without the hints that git adds for people.
    private func lines(_ text: String) -> [String] {
        text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("hint:") }.suffix(5)
    }
}
