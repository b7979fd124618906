import JSON
import Vocabulary

/// Failures as a person or a script reads them.
struct ErrorReport {
    let problems: [Problem]

    init(_ error: any Error) {
        problems = (error as? Problems)?.all ?? [Problem(describing: error)]
    }

    /// The exit status: 2 for a command line that cannot be understood, else 1.
    var status: Int32 { problems.contains { $0.kind == .usage } ? 2 : 1 }

    var lines: [String] {
        var lines: [String] = []
        for problem in problems {
            lines.append("Error: \(problem.summary)")
            for cause in problem.causes { lines.append("Caused by: \(cause)") }
            for hint in problem.hints where !lines.contains("Hint: \(hint)") { lines.append("Hint: \(hint)") }
        }
        return lines
    }

    /// One object: the first failure's `code`, all texts in `error`; several stand in `errors` too.
    var json: JSON {
        let worst = problems.first { $0.kind == .usage } ?? problems.first
        var members = [JSON.Member("code", .string(worst?.kind.rawValue ?? "internal"))]
        members.append(JSON.Member("error", .string(problems.map(Self.text).joined(separator: "\n"))))
        if problems.count > 1 {
            let each = problems.map { problem in
                JSON.object([
                    JSON.Member("code", .string(problem.kind.rawValue)),
                    JSON.Member("error", .string(Self.text(problem))),
                ])
            }
            members.append(JSON.Member("errors", .array(each)))
        }
        var hints: [String] = []
        for hint in problems.flatMap(\.hints) where !hints.contains(hint) { hints.append(hint) }
        if !hints.isEmpty { members.append(JSON.Member("hint", .string(hints.joined(separator: "\n")))) }
        members.append(JSON.Member("schema_version", .number("1")))
        return .object(members)
    }

    private static func text(_ problem: Problem) -> String {
        ([problem.summary] + problem.causes).joined(separator: ": ")
    }
}
