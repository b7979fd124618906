import JSON
package import Vocabulary

/// What the settings of a project that the ledger itself reads may say; all others are kept as they are.
package enum ProjectSetting {
    /// Refuses a value that its setting cannot have.
    package static func check(_ key: String, _ value: String) throws(Problem) {
        if let reason = fault(key, value) { throw Problem(.usage, reason) }
    }

    private static func fault(_ key: String, _ value: String) -> String? {
        switch key {
        case "": "a setting has a name"
        case "min_hash_length", "max_hash_length":
            length(value) == nil ? "\(key) is a number from 3 to 8, not \"\(value)\"" : nil
        case "max_collision_prob":
            chance(value) == nil ? "\(key) is a number from 0 to 1, not \"\(value)\"" : nil
        case "types.custom": typeFault(value)
        case "status.custom": StatusRules.fault(in: value).map { "status.custom: \($0)" }
        case "issue_id_mode":
            value == "hash" ? nil : "identifiers are hashes here; \"\(value)\" is no way to make them"
        case "issue_prefix": Prefix(value) == nil ? "\"\(value)\" is no prefix" : nil
        default: nil
        }
    }

    private static func typeFault(_ value: String) -> String? {
        guard let words = words(value) else { return "types.custom is no list: \(value)" }
        return words.first { !isWord($0) }.map {
            "\"\($0)\" cannot name a type: small letters, digits, `-` and `_`, in a list with commas"
        }
    }

    /// What `types.custom` must say so that `type` is known beside `custom`.
    static func types(_ custom: [BeadType], with type: String) -> String {
        (custom.map(\.rawValue) + [isWord(type) ? type : "<name>"]).joined(separator: ",")
    }

    private static func isWord(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 95 }
    }

    /// A list with commas, or a JSON array of texts; `nil` for one that does not parse.
    static func words(_ text: String) -> [String]? {
        guard text.hasPrefix("[") else { return text.split(separator: ",").map { String($0).trimmingSpaces } }
        return (try? JSON.parse(text))?.array?.map { $0.string ?? "" }
    }

    /// The length of a hash, within the lengths that the generator knows.
    static func length(_ text: String) -> Int? { Int(text).flatMap { (3...8).contains($0) ? $0 : nil } }

    /// A chance between never and always.
    static func chance(_ text: String) -> Double? { Double(text).flatMap { (0...1).contains($0) ? $0 : nil } }
}
