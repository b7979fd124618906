/// The name of a worker's seat inside its rig, such as `toast` or `furiosa`.
package struct SeatName: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let description: String

    /// Session names that belong to services, so that no seat may take them.
    package static let reserved: Set<String> = ["crew", "refinery", "witness", "mayor", "deacon", "boot", "overseer"]

    /// `nil` unless the text is lower-case letters, digits and hyphens, begins with a letter or
    /// digit and is at most 40 characters long; `reserved` names are refused as well.
    package init?(_ text: String) {
        guard let first = text.utf8.first, first != 45, text.utf8.count <= 40 else { return nil }
        guard text.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }) else {
            return nil
        }
        guard !Self.reserved.contains(text) else { return nil }
        description = text
    }

    package static func < (a: SeatName, b: SeatName) -> Bool { a.description < b.description }
}
