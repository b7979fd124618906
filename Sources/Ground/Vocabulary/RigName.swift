/// The name of a rig (a project of the town), which is also the name of its folder.
package struct RigName: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let description: String

    /// Names of the town's own folders and of its ledger, which no rig may take.
    package static let reserved: Set<String> = [
        "hq", "mayor", "deacon", "daemon", "settings", "config", "plugins", "hooks", "logs", "directives", "roles",
        "events", "overseer", "crew", "polecats", "witness", "refinery", "dog",
    ]

    /// `nil` unless the text is letters, digits and `_`, begins with a letter and is at most 64
    /// characters long; `reserved` names are refused as well.
    package init?(_ text: String) {
        guard let first = text.utf8.first, Self.isLetter(first), text.utf8.count <= 64 else { return nil }
        guard text.utf8.allSatisfy({ Self.isLetter($0) || (48...57).contains($0) || $0 == 95 }) else { return nil }
        guard !Self.reserved.contains(text) else { return nil }
        description = text
    }

    package static func < (a: RigName, b: RigName) -> Bool { a.description < b.description }

    private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }
}
