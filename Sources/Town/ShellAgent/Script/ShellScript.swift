import Settings

/// The fenced `sh` blocks of a bead's description.
///
/// A fence is three or more backticks or tildes, its info string begins with the word `sh` and may
/// say `limit=30s`. Blocks of other languages are prose to the shell agent.
package struct ShellScript: Hashable, Sendable {
    package let blocks: [ShellBlock]

    /// Reads a description.
    ///
    /// - Throws: ``ScriptFault``; a fence that is never closed or a limit that is no time would
    ///   otherwise run something that nobody wrote.
    package init(_ description: String) throws(ScriptFault) {
        var blocks: [ShellBlock] = []
        var open: OpenFence?
        // A line feed with a carriage return before it is one character, and not a line feed.
        let lines = description.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for (index, line) in lines.enumerated() {
            if var fence = open {
                if fence.isClosed(by: line) {
                    if let block = try fence.block(number: blocks.count + 1) { blocks.append(block) }
                    open = nil
                } else {
                    fence.add(line)
                    open = fence
                }
            } else {
                open = OpenFence(line, number: index + 1)
            }
        }
        if let open, open.isShell { throw .unclosed(line: open.line) }
        self.blocks = blocks
    }
}

/// A fence whose end has not been read yet.
private struct OpenFence {
    /// Of the description, from 1.
    let line: Int
    private let mark: Character
    private let length: Int
    private let indent: Int
    private let words: [Substring]
    private var text = ""

    init?(_ text: Substring, number: Int) {
        let content = text.drop { $0 == " " }
        guard let mark = content.first, mark == "`" || mark == "~" else { return nil }
        let length = content.prefix { $0 == mark }.count
        let info = content.dropFirst(length)
        // Backticks in the info string make it code inside a line of prose.
        guard length >= 3, mark == "~" || !info.contains("`") else { return nil }
        line = number
        self.mark = mark
        self.length = length
        indent = text.count - content.count
        words = info.split { $0 == " " || $0 == "\t" }
    }

    var isShell: Bool { words.first == "sh" }

    func isClosed(by text: Substring) -> Bool {
        let content = text.drop { $0 == " " }
        let marks = content.prefix { $0 == mark }
        return marks.count >= length && content.dropFirst(marks.count).allSatisfy { $0 == " " || $0 == "\t" }
    }

    mutating func add(_ line: Substring) {
        // A fence in a list is indented with all that it holds.
        var rest = line
        for _ in 0..<indent where rest.first == " " { rest = rest.dropFirst() }
        text += rest + "\n"
    }

    /// `nil` for a block of another language.
    func block(number: Int) throws(ScriptFault) -> ShellBlock? {
        guard isShell else { return nil }
        var limit: Duration?
        for word in words.dropFirst() {
            guard word.hasPrefix("limit="), let time = Duration(settings: String(word.dropFirst("limit=".count))) else {
                throw .unknownWord(String(word), line: line)
            }
            limit = time
        }
        return ShellBlock(number: number, text: text, limit: limit)
    }
}
