/// The values between the commas of `text`, as Go's lists read them.
///
/// A value in double quotes may hold commas, a doubled quote inside stands for one. An empty text
/// holds no value.
func commaSeparated(_ text: String) -> [String] {
    guard !text.isEmpty else { return [] }
    guard text.contains("\"") else {
        return text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    var values: [String] = []
    var value = ""
    var isQuoted = false
    var rest = text[...]
    while let character = rest.popFirst() {
        switch character {
        case "\"" where !isQuoted && value.isEmpty: isQuoted = true
        case "\"" where isQuoted && rest.first == "\"":
            value.append("\"")
            rest.removeFirst()
        case "\"" where isQuoted: isQuoted = false
        case "," where !isQuoted:
            values.append(value)
            value = ""
        default: value.append(character)
        }
    }
    return values + [value]
}
