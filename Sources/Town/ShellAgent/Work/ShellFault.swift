package import Vocabulary

/// Why the shell agent cannot go on; it is told to the overseer with the log.
package enum ShellFault: Hashable, ProblemConvertible {
    case noBlocks(BeadID)
    case failed(block: Int, of: Int, status: Int32, signal: Int32?)
    case timedOut(block: Int, of: Int, after: Duration)
    case leftBranch(branch: String?, expected: String)
    case nothingChanged(BeadID)
    /// A command of the town, as it was typed, that did not end well.
    case toolFailed(String, status: Int32, said: String)

    package var problem: Problem {
        switch self {
        case .noBlocks(let bead):
            Problem(
                .conflict,
                "the description of \(bead) holds no fenced sh block, so there is nothing to run",
                hints: ["Add a ```sh block to it, or sling it to another agent."]
            )
        case .failed(let block, let count, let status, let signal):
            Problem(
                .conflict,
                "sh block \(block) of \(count) "
                    + (signal.map { "died of signal \($0)" } ?? "ended with status \(status)")
            )
        case .timedOut(let block, let count, let limit):
            Problem(
                .conflict,
                "sh block \(block) of \(count) did not end within \(limit.components.seconds) s and was stopped",
                hints: ["A block may say how long it takes: ```sh limit=30m."]
            )
        case .leftBranch(let branch, let expected):
            Problem(.conflict, "a block left the worktree on \(branch ?? "no branch") instead of \(expected)")
        case .nothingChanged(let bead):
            Problem(.conflict, "the blocks of \(bead) ran and changed nothing, so there is nothing to hand in")
        case .toolFailed(let words, let status, let said):
            Problem(
                .environment,
                "`\(words)` ended with status \(status); the commits are in the worktree",
                causes: said.split(separator: "\n").map(String.init)
            )
        }
    }
}
