package import Vocabulary

extension Prefix {
    /// The prefix a rig gets when nobody names one: the initials of its name's parts, else its first two letters.
    ///
    /// Parts are divided by `_`, by a capital behind a small letter, or, in a single word, in front of an
    /// ending such as `town`. A language at the end (`_py`, `_go`) does not count.
    package init(deriving rig: RigName) {
        var name = rig.description
        for ending in ["_py", "_go"] where name.lowercased().hasSuffix(ending) && name.count > 3 { name.removeLast(3) }
        var parts = name.split(separator: "_").map(String.init)
        if parts.count == 1 { parts = Self.parts(of: parts[0]) }
        let initials = parts.count > 1 ? parts.compactMap(\.first).map(String.init).joined() : ""
        let word = parts.first ?? "rig"
        let text = parts.count > 1 ? initials : word.count <= 3 ? word : String(word.prefix(2))
        // A name begins with a letter, so what is made of it is a prefix.
        self = Prefix(text.lowercased()) ?? Prefix("r" + text.lowercased()) ?? Self.fallback
    }

    /// Why this cannot be the prefix of a rig, `nil` if it can.
    package var unfitForRig: String? {
        if description.contains("-") { return "a rig's prefix holds no hyphen, or two sessions could have one name" }
        if description.utf8.count > 20 { return "a rig's prefix has at most 20 characters" }
        if description == "hq" { return "hq is the town's own prefix" }
        return nil
    }

    private static func parts(of word: String) -> [String] {
        var parts: [String] = []
        var current = ""
        for letter in word {
            if letter.isUppercase, current.last?.isLowercase == true {
                parts.append(current)
                current = ""
            }
            current.append(letter)
        }
        parts.append(current)
        guard parts.count == 1 else { return parts }
        let lower = word.lowercased()
        for ending in ["town", "ville", "port", "place", "land", "field", "wood", "ford"]
        where lower.hasSuffix(ending) && lower.count > ending.count {
            return [String(lower.dropLast(ending.count)), ending]
        }
        return parts
    }

    private static let fallback: Prefix = {
        guard let prefix = Prefix("rig") else { preconditionFailure("`rig` is a prefix") }
        return prefix
    }()
}
