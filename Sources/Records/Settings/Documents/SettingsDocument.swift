import Host
package import JSON
package import Vocabulary

/// A settings file as it was read: its values and the line of each.
///
/// Names that this version does not know stay in ``root`` and are written back.
package struct SettingsDocument: Sendable {
    package let path: String
    package var root: JSON
    private let lines: JSONLines?

    /// Settings that stand in no file yet.
    package init(path: String, root: JSON = [:]) {
        self.path = path
        self.root = root
        lines = nil
    }

    /// Reads the file; `nil` where there is none.
    ///
    /// - Throws: `Problem` that names file and line when the file is not one JSON object, `FileFailure` when it
    ///   cannot be read.
    package static func read(_ path: String) throws -> SettingsDocument? {
        try Files.bytesIfThere(at: path, limit: 4_000_000).map { try SettingsDocument(path: path, bytes: $0) }
    }

    /// Reads what a file at `path` holds or would hold.
    package init(path: String, bytes: [UInt8]) throws {
        let parsed: (value: JSON, lines: JSONLines)
        do {
            parsed = try JSON.parseWithLines(bytes)
        } catch {
            throw Problem(
                .environment,
                "\(path), line \(error.line): not valid JSON",
                causes: ["column \(error.column): \(error.reason)"],
                hints: ["Correct the line in an editor; nothing was changed."]
            )
        }
        (self.path, root, lines) = (path, parsed.value, parsed.lines)
        guard case .object = root else { throw wrong([], expected: "an object") }
    }

    /// Replaces the file in one moment, with two spaces a level and a line break at its end.
    ///
    /// The folder is made if need be. `mode` holds whatever the umask says.
    package func write(mode: Int = 0o644) throws {
        try Files.makeFolders(Files.parent(of: path))
        try Files.write(root.text(.readable) + "\n", to: path, mode: mode)
    }

    /// The value the names lead to; `nil` if there is none or it is null.
    package subscript(_ names: [String]) -> JSON? {
        var value = root
        for name in names {
            guard let next = value[name] else { return nil }
            value = next
        }
        return value.isNull ? nil : value
    }

    /// The text at a path of names, `nil` where nothing stands; another kind of value is a `Problem` with its
    /// line.
    package func string(_ names: String...) throws -> String? { try typed(names, "a string", \.string) }

    /// The truth at a path of names, `nil` where nothing stands; another kind of value is a `Problem` with its
    /// line.
    package func bool(_ names: String...) throws -> Bool? { try typed(names, "true or false", \.bool) }

    /// The whole number at a path of names, `nil` where nothing stands; another kind of value is a `Problem` with
    /// its line.
    package func int(_ names: String...) throws -> Int? { try typed(names, "a whole number", \.int) }

    /// The members of the object at a path of names in their order, none where nothing stands.
    package func members(_ names: String...) throws -> [JSON.Member] {
        try typed(names, "an object", \.members) ?? []
    }

    /// The texts of the list at a path of names, none where nothing stands.
    package func strings(_ names: String...) throws -> [String] {
        try typed(names, "an array of strings") { value in
            guard let elements = value.array else { return nil }
            let texts = elements.compactMap(\.string)
            return texts.count == elements.count ? texts : nil
        } ?? []
    }

    /// A length of time: a number of seconds or text such as `90s`, `10m`, `1h30m`.
    package func duration(_ names: String...) throws -> Duration? {
        try typed(names, "a time such as \"90s\" or \"10m\"") { value in
            value.string.flatMap(Duration.init(settings:)) ?? value.int.flatMap { $0 > 0 ? .seconds($0) : nil }
        }
    }

    /// The error for a value that is JSON but not what was expected; names file and line.
    package func wrong(_ names: [String], expected: String) -> Problem {
        let found = self[names]?.kind ?? "nothing"
        return Problem(
            .environment,
            "\(place(names)): \(subject(names)) is \(found) and not \(expected)",
            hints: ["Correct the line in an editor; nothing was changed."]
        )
    }

    /// The error for a value of the right kind with a content that cannot be.
    package func refused(_ names: [String], because reason: String, hints: [String] = []) -> Problem {
        Problem(.environment, "\(place(names)): \(subject(names)) \(reason)", hints: hints)
    }

    private func subject(_ names: [String]) -> String {
        names.isEmpty ? "the file" : "`\(names.joined(separator: "."))`"
    }

    private func place(_ names: [String]) -> String { lines.map { "\(path), line \($0[names])" } ?? path }

    private func typed<T>(_ names: [String], _ expected: String, _ read: (JSON) -> T?) throws -> T? {
        guard let value = self[names] else {
            // A parent of another kind would otherwise pass for a setting that is absent.
            for count in names.indices where count > 0 {
                let above = Array(names.prefix(count))
                guard let value = self[above] else { return nil }
                if value.members == nil { throw wrong(above, expected: "an object") }
            }
            return nil
        }
        guard let result = read(value) else { throw wrong(names, expected: expected) }
        return result
    }
}
