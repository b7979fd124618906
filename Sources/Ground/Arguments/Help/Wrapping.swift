/// `text` broken at blanks so that no line is longer than `columns` where that is possible.
///
/// Lines that begin with a blank stand as they are, for examples.
package func wrapped(_ text: String, columns: Int) -> [String] {
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
        guard paragraph.count > columns, paragraph.first != " " else {
            lines.append(String(paragraph))
            continue
        }
        var line = ""
        for word in paragraph.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > columns {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        lines.append(line)
    }
    return lines
}
