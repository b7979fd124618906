/// One piece of shell script in a bead's description, run and committed as a whole.
package struct ShellBlock: Hashable, Sendable {
    /// From 1, in the order of the description.
    package let number: Int
    package let text: String
    /// The time it may take, if it says one itself.
    package let limit: Duration?

    package init(number: Int, text: String, limit: Duration? = nil) {
        self.number = number
        self.text = text
        self.limit = limit
    }

    /// The first line that says something, for people.
    package var firstLine: String {
        let lines = text.split(separator: "\n").filter { line in
            line.contains { !$0.isWhitespace }
        }
        return String((lines.first { !$0.hasPrefix("#") } ?? lines.first ?? "").prefix(80))
    }
}
