/// One occupation of a seat for one bead; survives a restart of its session.
package struct Incarnation: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// Ten characters of base 36: eight of the time in milliseconds, two random.
    package init?(_ text: String) {
        guard text.utf8.count == 10 else { return nil }
        guard text.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) }) else { return nil }
        description = text
    }
}

/// The counter on a bead that tells its present holder from earlier ones.
///
/// It grows by one with each sling, restart, nuke and unsling; who comes with an older one is
/// refused.
package struct FencingToken: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let value: Int
    package init(_ value: Int) { self.value = value }
    package var description: String { "\(value)" }
    package var next: FencingToken { FencingToken(value + 1) }
    package static func < (a: FencingToken, b: FencingToken) -> Bool { a.value < b.value }
}

/// The name of one logical write, chosen once and kept over every attempt to make it.
package struct OperationID: Hashable, Sendable, CustomStringConvertible {
    package let description: String
    package init(_ text: String) { description = text }

    /// The write that delivers part `number` of this one in another ledger.
    package func part(_ number: Int) -> OperationID { OperationID("\(description)/\(number)") }
}
