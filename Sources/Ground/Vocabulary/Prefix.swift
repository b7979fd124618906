/// What the identifiers of one ledger begin with, without the hyphen that follows: `gt`, `hq-cv`.
package struct Prefix: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let description: String

    /// Cuts hyphens at the end and reads the rest.
    ///
    /// `nil` unless it begins with a letter or an underscore and holds nothing but letters, digits,
    /// underscores and hyphens, at most 64 characters of them.
    package init?(_ text: String) {
        var text = text[...]
        while text.last == "-" { text.removeLast() }
        guard let first = text.utf8.first, Self.isLetter(first), text.utf8.count <= 64 else { return nil }
        guard text.utf8.allSatisfy({ Self.isLetter($0) || (48...57).contains($0) || $0 == 45 }) else { return nil }
        description = String(text)
    }

    package static func < (a: Prefix, b: Prefix) -> Bool { a.description < b.description }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
    }
}
