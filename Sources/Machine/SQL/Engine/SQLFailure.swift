package import Vocabulary

/// A result code of the engine, primary or extended.
package struct ResultCode: RawRepresentable, Hashable, Sendable {
    package let rawValue: Int32
    package init(rawValue: Int32) { self.rawValue = rawValue }

    package static let error = ResultCode(rawValue: 1)
    package static let busy = ResultCode(rawValue: 5)
    package static let locked = ResultCode(rawValue: 6)
    package static let readOnly = ResultCode(rawValue: 8)
    package static let inputOutput = ResultCode(rawValue: 10)
    package static let corrupt = ResultCode(rawValue: 11)
    package static let full = ResultCode(rawValue: 13)
    package static let cannotOpen = ResultCode(rawValue: 14)
    package static let schemaChanged = ResultCode(rawValue: 17)
    package static let constraint = ResultCode(rawValue: 19)
    package static let denied = ResultCode(rawValue: 23)
    package static let notADatabase = ResultCode(rawValue: 26)
    package static let row = ResultCode(rawValue: 100)
    package static let done = ResultCode(rawValue: 101)
    /// A write that the file system refused, as beyond a file size limit.
    package static let writeRefused = ResultCode(rawValue: 778)

    /// The code without its extension.
    package var primary: ResultCode { ResultCode(rawValue: rawValue & 0xff) }
}

/// What the engine answered instead of doing what it was asked.
package struct SQLFailure: Error, Hashable {
    package var code: ResultCode
    package var message: String
    /// The statement, where there was one.
    package var statement: String?
    package var path: String

    package init(code: ResultCode, message: String, statement: String? = nil, path: String) {
        self.code = code
        self.message = message
        self.statement = statement
        self.path = path
    }

    /// What to do about a failed attempt to write; the rows of doltlite.md 1.5.
    package enum Treatment { case retry, reopen, giveUp }

    package var treatment: Treatment {
        if code == .writeRefused { return .giveUp }
        switch code.primary {
        case .busy, .locked, .schemaChanged: return .retry
        case .readOnly, .inputOutput, .corrupt, .notADatabase: return .reopen
        default: return .giveUp
        }
    }
}

extension SQLFailure: ProblemConvertible {
    package var problem: Problem {
        switch code.primary {
        case .busy, .locked:
            return Problem(
                .environment,
                "the ledger \(path) is busy; nothing was written",
                causes: [message],
                hints: ["Another program is writing or collecting garbage. Try again."]
            )
        case .full:
            return Problem(.environment, "no space left for the ledger \(path); nothing was written", causes: [message])
        case _ where code == .writeRefused:
            return Problem(
                .environment,
                "the ledger \(path) may not grow; nothing was written",
                causes: [message],
                hints: ["Free space on the disk or raise the file size limit (`ulimit -f`), then try again."]
            )
        case .readOnly:
            return Problem(
                .environment,
                "the ledger \(path) cannot be written; nothing was changed",
                causes: [message],
                hints: ["See who may write the file: `ls -l \(path)`"]
            )
        case .cannotOpen:
            return Problem(
                .notFound,
                "the ledger \(path) cannot be opened",
                causes: [message],
                hints: ["See whether the file is there and may be read: `ls -l \(path)`"]
            )
        case .corrupt, .notADatabase:
            return Problem(
                .environment,
                "the ledger \(path) is damaged or is none; nothing was changed",
                causes: [message],
                hints: ["Keep the file and put a copy of it back."]
            )
        default:
            let asked = statement.map { ["in: \($0)"] } ?? []
            return Problem(.internalFault, "the ledger refused a statement", causes: [message] + asked)
        }
    }
}
