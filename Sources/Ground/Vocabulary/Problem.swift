/// A failure in the form a person, a script or a remote client can act on.
package struct Problem: Error, Hashable, Sendable {
    /// What sort of failure it is; decides the exit status and the `code` of a JSON error.
    package struct Kind: RawRepresentable, Hashable, Sendable {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }

        /// The command line cannot be understood; the only kind that exits with 2.
        package static let usage = Kind(rawValue: "usage")
        /// A thing that was named is not there.
        package static let notFound = Kind(rawValue: "not_found")
        /// The state of the ledger or of a file forbids what was asked.
        package static let conflict = Kind(rawValue: "conflict")
        /// A rule of the town forbids what was asked, whatever the state.
        package static let refused = Kind(rawValue: "refused")
        /// The machine, another program or the network is at fault.
        package static let environment = Kind(rawValue: "environment")
        /// A fault of ours.
        package static let internalFault = Kind(rawValue: "internal")
    }

    package var kind: Kind
    /// One line that says what is the case; no full stop after something one may copy.
    package var summary: String
    /// The reasons, outermost first.
    package var causes: [String]
    /// What the reader can type or do next; never something that destroys.
    package var hints: [String]

    package init(_ kind: Kind, _ summary: String, causes: [String] = [], hints: [String] = []) {
        self.kind = kind
        self.summary = summary
        self.causes = causes
        self.hints = hints
    }
}

/// An error that knows how it should be shown.
package protocol ProblemConvertible: Error {
    /// The failure as a person should read it.
    var problem: Problem { get }
}

extension Problem {
    /// Wraps any error; one that does not describe itself counts as a fault of ours.
    package init(describing error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as any ProblemConvertible: self = error.problem
        default: self.init(.internalFault, "something went wrong inside", causes: [String(reflecting: error)])
        }
    }

    /// The same failure with `hint` added to what the reader can do.
    package func hinting(_ hint: String) -> Problem {
        var copy = self
        copy.hints.append(hint)
        return copy
    }
}
