/// Why a text is not JSON, and where.
package struct JSONFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The first line is 1.
    package let line: Int
    /// The place in the line, in characters as editors count them (Unicode scalars), from 1.
    package let column: Int
    /// What is the case at that place, without a full stop.
    package let reason: String

    package init(line: Int, column: Int, reason: String) {
        self.line = line
        self.column = column
        self.reason = reason
    }

    package var description: String { "line \(line), column \(column): \(reason)" }
}
