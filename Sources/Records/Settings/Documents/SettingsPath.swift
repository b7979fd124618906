import JSON

/// A place in a settings file as one types it: `merge_queue.gates.test`.
package struct SettingsPath: Hashable, Sendable, CustomStringConvertible {
    package let names: [String]

    /// `nil` unless the text is names with a dot between each two.
    package init?(_ text: String) {
        let names = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard names.allSatisfy({ !$0.isEmpty }) else { return nil }
        self.names = names
    }

    package var description: String { names.joined(separator: ".") }

    /// `root` with `value` at this place, or without it if `nil`; objects on the way are made and, left empty, removed.
    func setting(_ value: JSON?, in root: JSON) -> JSON { Self.setting(value, at: names[...], in: root) }

    private static func setting(_ value: JSON?, at names: ArraySlice<String>, in root: JSON) -> JSON {
        guard let first = names.first else { return value ?? root }
        var root = root
        let inner = names.dropFirst()
        if inner.isEmpty {
            root[first] = value
        } else if value != nil || root[first]?.members != nil {
            let changed = setting(value, at: inner, in: root[first] ?? [:])
            root[first] = value == nil && changed == [:] ? nil : changed
        }
        return root
    }
}

extension SettingsDocument {
    /// Sets what stands at `path` to `text`, read as JSON where it is some and as a string where that fits better.
    ///
    /// The first reading that `check` accepts is taken, so that the command `true` can be a gate and `true` a waiver.
    package mutating func set(_ path: SettingsPath, to text: String, check: (SettingsDocument) throws -> Void) throws {
        var readings: [JSON] = []
        let value = try? JSON.parse(text)
        if let value { readings.append(value) }
        // What is an object is meant as one: a command that begins with a brace is none.
        if value?.members == nil { readings.append(.string(text)) }
        // A gate is a command more often than anything else.
        if readings.count == 2, readings[0].members == nil, path.names.starts(with: ["merge_queue", "gates"]) {
            readings.reverse()
        }
        var failure: (any Error)?
        for reading in readings {
            var copy = SettingsDocument(path: self.path, root: path.setting(reading, in: root))
            do {
                try check(copy)
                swap(&self, &copy)
                return
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }

    /// Removes what stands at `path`; returns whether there was something.
    package mutating func unset(_ path: SettingsPath) -> Bool {
        let before = root
        root = path.setting(nil, in: root)
        return root != before
    }
}
