extension Command {
    /// The help text of this command, reached by `path`, no wider than `columns`.
    ///
    /// The named parameters of `root` are shown as global flags.
    package static func help(path: [String], root: any Command.Type, columns: Int = 80) -> String {
        let isRoot = path.count == 1
        let own = Blank { Self.init() }.parameters.map(\.shape).filter { !$0.isHidden }
        let global = isRoot ? [] : Blank { root.init() as any Command }.parameters.map(\.shape)
        let shared = global.filter { $0.isNamed && !$0.isHidden && !$0.isLocal }
        let positional = own.filter { !$0.isNamed }
        let line = path.joined(separator: " ")

        var usage: [String] = []
        if subcommands.isEmpty || !positional.isEmpty || own.contains(where: \.isNamed) {
            usage.append(line + positional.map { " " + $0.usage }.joined() + " [flags]")
        }
        if !subcommands.isEmpty { usage.append(line + " <command>") }
        var text = wrapped(summary, columns: columns).joined(separator: "\n") + "\n"
        if !details.isEmpty { text += "\n" + wrapped(details, columns: columns).joined(separator: "\n") + "\n" }
        text += "\nUsage:\n" + usage.map { "  \($0)\n" }.joined()
        if !aliases.isEmpty { text += "\nAliases:\n  " + ([name] + aliases).joined(separator: ", ") + "\n" }

        let visible = subcommands.filter { !$0.isHidden }
        var sections: [String] = []
        for command in visible where !sections.contains(command.section) { sections.append(command.section) }
        for section in sections {
            let rows = visible.filter { $0.section == section }.map { ($0.name, $0.summary) }
            text += block(section, rows, columns: columns)
        }
        text += block("Arguments", positional.map { ($0.written, $0.help) }, columns: columns)
        text += block("Flags", own.filter(\.isNamed).map(\.row), columns: columns)
        text += block("Global flags", shared.map(\.row), columns: columns)
        if !visible.isEmpty { text += "\n`\(line) <command> --help` tells more about a command.\n" }
        return text
    }
}

/// A titled table of two columns, the second one wrapped below itself.
private func block(_ title: String, _ rows: [(String, String)], columns: Int) -> String {
    guard let width = rows.map(\.0.count).max() else { return "" }
    let indent = String(repeating: " ", count: width + 4)
    var text = "\n\(title):\n"
    for (name, help) in rows {
        let lines = wrapped(help, columns: max(columns - width - 4, 24))
        text += "  \(name)" + String(repeating: " ", count: width - name.count + 2) + (lines.first ?? "") + "\n"
        for line in lines.dropFirst() { text += indent + line + "\n" }
    }
    return text
}

extension Shape {
    fileprivate var usage: String {
        guard case .positional(let atLeast, let atMost) = place else { return "" }
        let dots = atMost > 1 ? "..." : ""
        return atLeast == 0 ? "[\(name)\(dots)]" : "<\(name)\(dots)>"
    }

    fileprivate var row: (String, String) {
        let letter = short.map { "-\($0), " } ?? "    "
        let text = value.hasPrefix("one of") ? "string" : value
        let after = text.isEmpty ? "" : bare == nil ? " " + text : "[=\(text)]"
        let choices = value.hasPrefix("one of") ? " (\(value))" : ""
        let standard = initial.map { $0.isEmpty || $0 == "0" ? "" : " (default \($0))" } ?? ""
        return ("\(letter)--\(name)\(after)", help + choices + standard)
    }
}
