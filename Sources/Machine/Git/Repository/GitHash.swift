/// The full name of an object: 40 or 64 lower-case hexadecimal digits.
package struct GitHash: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == 40 || text.utf8.count == 64 else { return nil }
        guard text.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else { return nil }
        description = String(text)
    }

    /// The object that stands for none in updates of references.
    package static let zero = GitHash(zeros: 40)

    private init(zeros count: Int) { description = String(repeating: "0", count: count) }

    /// Ten digits, for people.
    package var short: String { String(description.prefix(10)) }
}
