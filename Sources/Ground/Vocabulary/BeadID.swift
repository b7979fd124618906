/// The identifier of a bead, such as `gt-4f2`, `gt-4f2.1` or `hq-cv-a1b2c`.
///
/// The part before the last hyphen need not be the prefix of a ledger, because a prefix may hold
/// hyphens itself; who knows the prefixes asks ``belongs(to:)``.
package struct BeadID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let description: String

    /// `nil` unless the text is a word, a hyphen and at least one more letter or digit, at most 255
    /// characters long.
    package init?(_ text: String) {
        guard text.utf8.count <= 255, let hyphen = text.firstIndex(of: "-") else { return nil }
        guard hyphen > text.startIndex, text.index(after: hyphen) < text.endIndex else { return nil }
        guard text.utf8.allSatisfy(Self.isAllowed) else { return nil }
        description = text
    }

    /// An identifier that this program has read from a ledger or made itself.
    package init(trusted text: String) { description = text }

    package static func < (a: BeadID, b: BeadID) -> Bool { a.description < b.description }

    /// Whether the bead is at home in the ledger with this prefix.
    package func belongs(to prefix: Prefix) -> Bool { description.hasPrefix(prefix.description + "-") }

    /// The bead that `a.1` is a child of by its name, `nil` for a top-level name.
    package var parentByName: BeadID? {
        guard let dot = description.lastIndex(of: "."), dot > description.startIndex else { return nil }
        let tail = description[description.index(after: dot)...]
        guard !tail.isEmpty, tail.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return BeadID(trusted: String(description[..<dot]))
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, 45, 46, 95: true
        default: false
        }
    }
}
