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

    /// `key=value` or `key`, as a filter.
    static func filter(_ text: String) throws -> (key: String, value: String?) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let isKey = parts[0].utf8.allSatisfy {
            (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 95 || $0 == 46
        }
        guard isKey, let first = parts[0].first, first.isLetter || first == "_" else {
            throw Misuse("invalid metadata key \"\(parts[0])\"")
        }
        return (parts[0], parts.count > 1 ? parts[1] : nil)
    }
}
