package import JSON
import Vocabulary

/// What one look at the town came to.
package struct Finding: Hashable, Sendable {
    /// How bad it is; only an error makes the command fail.
    package enum Level: String, Hashable, Sendable {
        case fine = "ok"
        case warning
        case error
    }

    /// The name of the check: tools, engine, layout, routes and so on.
    package let check: String
    package let level: Level
    /// What is the case, in one line.
    package let summary: String
    package let causes: [String]
    /// What can be typed.
    package let hints: [String]

    package init(_ check: String, _ level: Level, _ summary: String, causes: [String] = [], hints: [String] = []) {
        self.check = check
        self.level = level
        self.summary = summary
        self.causes = causes
        self.hints = hints
    }

    /// A failure of the look itself, which counts as an error.
    init(_ check: String, _ problem: Problem) {
        self.init(check, .error, problem.summary, causes: problem.causes, hints: problem.hints)
    }

    package var json: JSON {
        [
            "check": .string(check), "status": .string(level.rawValue), "message": .string(summary),
            "causes": .strings(causes), "hints": .strings(hints),
        ]
    }

    /// The lines for a person.
    package var text: [String] {
        let mark =
            switch level {
            case .fine: "✓"
            case .warning: "⚠"
            case .error: "✗"
            }
        return ["\(mark) \(check): \(summary)"] + causes.map { "    \($0)" } + hints.map { "    Hint: \($0)" }
    }
}
