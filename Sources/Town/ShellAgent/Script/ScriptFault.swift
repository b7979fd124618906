package import Vocabulary

/// Why a description cannot be run.
package enum ScriptFault: Hashable, ProblemConvertible {
    case unclosed(line: Int)
    case unknownWord(String, line: Int)

    package var problem: Problem {
        switch self {
        case .unclosed(let line):
            Problem(.conflict, "the sh block that begins in line \(line) of the description is never closed")
        case .unknownWord(let word, let line):
            Problem(
                .conflict,
                "the sh block in line \(line) of the description says \"\(word)\", which means nothing here",
                hints: ["A block may say `limit=30s` or another time."]
            )
        }
    }
}
