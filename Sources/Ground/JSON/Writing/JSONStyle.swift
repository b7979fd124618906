/// How a JSON text is laid out.
package struct JSONStyle: Hashable, Sendable {
    /// Spaces for each level, each value on its own line; `nil` puts all on one line.
    package var indent: Int?
    /// Whether `<`, `>`, `&` and the two line separators of Unicode are written as escapes.
    package var escapesMarkup: Bool

    package init(indent: Int?, escapesMarkup: Bool) {
        self.indent = indent
        self.escapesMarkup = escapesMarkup
    }

    /// Two spaces a level, markup escaped: what `--json` prints.
    package static let indented = JSONStyle(indent: 2, escapesMarkup: true)
    /// One line without spaces, markup escaped: a line of JSONL.
    package static let compact = JSONStyle(indent: nil, escapesMarkup: true)
    /// Two spaces a level, nothing escaped without need: files that people edit.
    package static let readable = JSONStyle(indent: 2, escapesMarkup: false)
}
