package import Vocabulary

extension ProcessFailure: ProblemConvertible {
    package var problem: Problem {
        switch self {
        case .notFound(let program):
            Problem(.environment, "\(program) is not installed or not in PATH", hints: ["Install \(program)."])
        case .timedOut(let program, let limit):
            Problem(.environment, "\(program) did not end within \(limit.components.seconds) s and was stopped")
        case .cannotStart(let program, let reason):
            Problem(.environment, "\(program) could not be started", causes: [reason])
        }
    }
}
