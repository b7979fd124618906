import Basics

extension Command {
    /// Reads a command line whose first word after the program's name is `words[0]`.
    ///
    /// Flags may stand anywhere; `--` ends them. The named parameters of the root are taken by
    /// every command. `help a b` asks for the help of `a b`.
    package static func request(_ words: [String]) throws(Misuse) -> Request<Self> {
        let root = Blank { Self.init() }
        let globals = root.parameters.filter { $0.shape.isNamed && !$0.shape.isLocal }
        var search = CommandSearch(root: self, globals: root.parameters)
        var words = words
        let asksForHelp = words.first == "help" && !subcommands.contains { $0.name == "help" }
        if asksForHelp { words.removeFirst() }
        let rest = try search.follow(words)
        if asksForHelp {
            try refuseExtra(rest[...], for: search)
            return .help(search.command, path: search.path)
        }

        let chosen = search.path.count == 1 ? nil : Blank { search.command.init() as any Command }
        let all = chosen.map { $0.parameters + globals } ?? root.parameters
        var reader = WordReader(rest, parameters: all)
        try reader.read()
        if reader.asksForHelp { return .help(search.command, path: search.path) }
        try fill(all, with: reader.positional, for: search)
        let missing = all.filter { $0.shape.isRequired && !$0.isGiven }.map { "\"\($0.shape.name)\"" }
        guard missing.isEmpty else { throw Misuse("required flag(s) \(missing.joined(separator: ", ")) not set") }
        let command = chosen?.command ?? root.command
        try command.validate()
        return .run(command, root: root.command, path: search.path)
    }

    private static func fill(
        _ parameters: [any Parameter],
        with texts: [String],
        for search: CommandSearch
    ) throws(Misuse) {
        var texts = texts[...]
        for parameter in parameters {
            guard case .positional(let atLeast, let atMost) = parameter.shape.place else { continue }
            guard texts.count >= atLeast else {
                throw Misuse(
                    "\(parameter.shape.written) is missing",
                    hints: ["`\(search.path.joined(separator: " ")) --help` shows what it takes."]
                )
            }
            for text in texts.prefix(atMost) { try parameter.take(text) }
            texts = texts.dropFirst(min(atMost, texts.count))
        }
        try refuseExtra(texts, for: search)
    }

    private static func refuseExtra(_ texts: ArraySlice<String>, for search: CommandSearch) throws(Misuse) {
        guard let extra = texts.first else { return }
        let line = search.path.joined(separator: " ")
        let names = search.command.subcommands.filter { !$0.isHidden }.map { $0.name }
        guard !names.isEmpty else {
            throw Misuse("unexpected word \"\(extra)\"", hints: ["`\(line) --help` shows what it takes."])
        }
        let near = nearMatches(extra, among: names).map { "Did you mean `\(line) \($0)`?" }
        throw Misuse(
            "unknown command \"\(extra)\" for \"\(line)\"",
            hints: near.isEmpty ? ["`\(line) --help` lists the commands."] : near
        )
    }
}
