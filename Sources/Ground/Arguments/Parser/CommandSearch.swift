/// Follows the words of a command line down the tree of commands.
struct CommandSearch {
    private(set) var command: any Command.Type
    private(set) var path: [String]
    private let matchesPrefixes: Bool
    private let globals: [any Parameter]

    init(root: any Command.Type, globals: [any Parameter]) {
        command = root
        path = [root.name]
        matchesPrefixes = root.matchesPrefixes
        self.globals = globals
    }

    /// Takes the names of commands out of `words` and returns what is left; flags before a name
    /// stay in place.
    mutating func follow(_ words: [String]) throws(Misuse) -> [String] {
        var kept: [String] = []
        var words = words[...]
        while let word = words.first, !command.subcommands.isEmpty {
            if word.hasPrefix("-"), word.count > 1 {
                guard word != "--" else { break }
                kept.append(words.removeFirst())
                if takesNextWord(word), let value = words.popFirst() { kept.append(value) }
                continue
            }
            guard let next = try subcommand(word) else { break }
            descend(to: next)
            words.removeFirst()
        }
        if let next = command.defaultSubcommand { descend(to: next) }
        return kept + words
    }

    private mutating func descend(to next: any Command.Type) {
        command = next
        path.append(next.name)
    }

    private func subcommand(_ word: String) throws(Misuse) -> (any Command.Type)? {
        let candidates = command.subcommands
        if let exact = candidates.first(where: { $0.name == word || $0.aliases.contains(word) }) { return exact }
        guard matchesPrefixes, !word.isEmpty else { return nil }
        let matches = candidates.filter { candidate in
            !candidate.isHidden && ([candidate.name] + candidate.aliases).contains { $0.hasPrefix(word) }
        }
        if matches.count > 1 {
            let line = path.joined(separator: " ")
            throw Misuse(
                "ambiguous command \"\(word)\" for \"\(line)\": " + matches.map { $0.name }.joined(separator: ", "),
                hints: matches.prefix(3).map { "Did you mean `\(line) \($0.name)`?" }
            )
        }
        return matches.first
    }

    /// Whether the word after `word` is its value, so that it names no command.
    private func takesNextWord(_ word: String) -> Bool {
        guard !word.contains("=") else { return false }
        let own = path.count > 1 ? Blank { command.init() as any Command }.parameters : []
        return (own + globals).contains { parameter in
            guard case .named(let short, bare: nil) = parameter.shape.place else { return false }
            if word.hasPrefix("--") { return parameter.shape.answers(to: word.dropFirst(2)) }
            return short.map { word == "-\($0)" } ?? false
        }
    }
}
