package import Effects
package import Vocabulary

/// Why tmux did not do what was asked.
package enum TmuxFailure: ProblemConvertible, Hashable {
    case program(ProcessFailure)
    /// tmux would change the name, or take it for something else.
    case badName(String)
    case taken(session: String)
    case noSession(String)
    case failed(command: String, text: String)

    package var problem: Problem {
        switch self {
        case .program(.notFound(let program)):
            Problem(
                .environment,
                "\(program) is not installed or not in PATH",
                hints: ["`apt-get install tmux` or `brew install tmux` installs it."]
            )
        case .program(let failure): failure.problem
        case .badName(let name): Problem(.usage, "\(name) cannot be the name of a tmux session")
        case .taken(let session): Problem(.conflict, "there is already a tmux session \(session)")
        case .noSession(let session): Problem(.notFound, "no tmux session \(session)")
        case .failed(let command, let text):
            Problem(.environment, "tmux \(command) failed", causes: text.split(separator: "\n").map(String.init))
        }
    }
}
