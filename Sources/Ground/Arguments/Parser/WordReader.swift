import Basics

/// Reads the words after a command's name into its parameters.
struct WordReader {
    private let parameters: [any Parameter]
    private var words: ArraySlice<String>
    /// The words that belong to no flag, in order.
    private(set) var positional: [String] = []
    private(set) var asksForHelp = false

    init(_ words: [String], parameters: [any Parameter]) {
        self.words = words[...]
        self.parameters = parameters
    }

    mutating func read() throws(Misuse) {
        while let word = words.popFirst() {
            if word == "--" {
                positional += words
                return
            }
            if word == "--help" || (word == "-h" && named("h") == nil) {
                asksForHelp = true
                return
            }
            if !isFlag(word) {
                positional.append(word)
            } else if word.hasPrefix("--") {
                try readLong(word.dropFirst(2))
            } else {
                try readShort(word.dropFirst())
            }
        }
    }

    /// Whether `word` can only be meant as a flag: `-5 degrees` and `- a point` are texts, unless
    /// such a letter is known.
    private func isFlag(_ word: String) -> Bool {
        guard word.hasPrefix("-"), let letter = word.dropFirst().first else { return false }
        if letter != "-", named(letter) != nil { return true }
        let name = word.prefix { $0 != "=" }
        return (letter == "-" || letter.isLetter) && !name.contains(where: \.isWhitespace)
    }

    private func named(_ letter: Character) -> (any Parameter)? {
        parameters.first { $0.shape.short == letter }
    }

    private mutating func readLong(_ text: Substring) throws(Misuse) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts.first ?? ""
        guard let parameter = parameters.first(where: { $0.shape.isNamed && $0.shape.answers(to: name) }) else {
            let known = parameters.map(\.shape).filter { $0.isNamed && !$0.isHidden }.map(\.name)
            throw Misuse(
                "unknown flag: --\(name)",
                hints: nearMatches(String(name), among: known).map { "Did you mean `--\($0)`?" }
            )
        }
        try give(parameter, parts.count == 2 ? String(parts[1]) : nil)
    }

    private mutating func readShort(_ text: Substring) throws(Misuse) {
        var text = text
        let word = "-\(text)"
        while let letter = text.popFirst() {
            guard let parameter = named(letter) else {
                throw Misuse("unknown shorthand flag: '\(letter)' in \(word)")
            }
            if text.first == "=" { return try parameter.take(String(text.dropFirst())) }
            guard let bare = parameter.shape.bare else {
                return try give(parameter, text.isEmpty ? nil : String(text))
            }
            try parameter.take(bare)
        }
    }

    private mutating func give(_ parameter: any Parameter, _ value: String?) throws(Misuse) {
        try parameter.take(value ?? parameter.shape.bare ?? words.popFirst())
    }
}
