/// Where the values of a text began.
package struct JSONLines: Hashable, Sendable {
    private let lines: [String: Int]

    init(_ lines: [String: Int]) { self.lines = lines }

    /// The line of the value that the names in `path` lead to from the top; elements of arrays go by their number.
    ///
    /// For a path that leads nowhere, the line of the last value on the way.
    package subscript(_ path: [String]) -> Int {
        for count in stride(from: path.count, through: 0, by: -1) {
            if let line = lines[JSONLines.key(path.prefix(count))] { return line }
        }
        return 1
    }

    /// A path as one string; a name cannot hold the raw character 0x1f in the text, and where it does by an escape, a wrong line is no harm.
    static func key(_ path: some Sequence<String>) -> String { path.joined(separator: "\u{1f}") }
}
