import Arguments
import CommandKit
import JSON

/// Metadata as people give it: a JSON object, or `@` and the file that holds one.
enum MetadataText {
    /// The object's text as it was given.
    static func read(_ text: String, in context: CommandContext) throws -> String {
        let json = text.hasPrefix("@") ? try TextSource.read(String(text.dropFirst()), in: context) : text
        guard let value = try? JSON.parse(json) else { throw Misuse("invalid JSON in --metadata: must be valid JSON") }
        guard value.members != nil else { throw Misuse("invalid JSON in --metadata: must be an object") }
        return value.text(.compact)
    }

    /// The members of an object, each as JSON text.
    static func members(_ text: String, in context: CommandContext) throws -> [(name: String, json: String)] {
        let value = try JSON.parse(read(text, in: context))
        return (value.members ?? []).map { ($0.name, $0.value.text(.compact)) }
    }

    /// `key=value`, whose value is a number or a truth where it looks like one.
    static func pair(_ text: String) throws -> (name: String, json: String) {
        guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
            throw Misuse("invalid metadata \"\(text)\" (expected key=value)")
        }
        let value = String(text[text.index(after: equals)...])
        let isPlain = Double(value) != nil || value == "true" || value == "false"
        let json = isPlain ? (try? JSON.parse(value)) : nil
        return (String(text[..<equals]), (json ?? .string(value)).text(.compact))
    }

    /// Each `key=value`, and a key that must be there with any value.
    static func filters(_ pairs: [String], key: String?) throws -> [(key: String, value: String?)] {
        var filters = try pairs.map { text -> (key: String, value: String?) in
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2 else {
                throw Misuse(
                    "invalid --metadata-field \"\(text)\" (expected key=value)",
                    hints: ["`--has-metadata-key \(text)` asks for any value."]
                )
            }
            return (try MetadataText.key(parts[0]), parts[1])
        }
        if let key { filters.append((try MetadataText.key(key), nil)) }
        return filters
    }

    private static func key(_ text: String) throws -> String {
        let isKey = text.utf8.allSatisfy {
            (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 95 || $0 == 46
        }
        guard isKey, let first = text.first, first.isLetter || first == "_" else {
            throw Misuse("invalid metadata key \"\(text)\"")
        }
        return text
    }
}
