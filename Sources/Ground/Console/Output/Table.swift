/// Rows of texts in columns.
package struct Table: Hashable, Sendable {
    package var header: [String]
    package var rows: [[String]]

    package init(header: [String] = [], rows: [[String]] = []) {
        self.header = header
        self.rows = rows
    }

    /// The rows with columns of equal width, two blanks between them, the last one ragged.
    package func lines(indent: String = "") -> [String] {
        let all = header.isEmpty ? rows : [header] + rows
        var widths: [Int] = []
        for row in all {
            for (index, cell) in row.enumerated() {
                if index == widths.count { widths.append(0) }
                widths[index] = max(widths[index], displayWidth(cell))
            }
        }
        return all.map { row in
            var line = indent
            for (index, cell) in row.enumerated() {
                line += cell
                guard index + 1 < row.count else { break }
                line += String(repeating: " ", count: widths[index] - displayWidth(cell) + 2)
            }
            return line.trimmingTrailingBlanks
        }
    }

    /// The rows as CSV (RFC 4180 with plain line feeds), the header first.
    package var csv: String {
        let all = header.isEmpty ? rows : [header] + rows
        return all.map { $0.map(Self.cell).joined(separator: ",") + "\n" }.joined()
    }

    private static func cell(_ text: String) -> String {
        let needsQuotes = text.utf8.contains { [34, 44, 10, 13].contains($0) } || text.first == " " || text.last == " "
        guard needsQuotes else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

/// How many columns of a terminal `text` takes.
package func displayWidth(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 >= 32 && $0 < 127 }) { return text.utf8.count }
    return text.reduce(0) { $0 + width(of: $1) }
}

private func width(of character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    switch first.value {
    case 0..<32, 0x7F..<0xA0, 0x200B...0x200F, 0x0300...0x036F: return 0
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
        0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
        return 2
    default: return character.unicodeScalars.contains { $0.value == 0xFE0F } ? 2 : 1
    }
}

extension String {
    fileprivate var trimmingTrailingBlanks: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
