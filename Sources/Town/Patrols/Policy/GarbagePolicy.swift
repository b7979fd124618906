/// When garbage is collected in a ledger.
package enum GarbagePolicy {
    /// So much must have come since the last collection, in bytes.
    package static let growth = 100_000_000
    /// A ledger rests when it was not written to for so long, in seconds.
    package static let rest = 60
    /// Beyond this growth a collection comes also in a ledger that never rests.
    package static let limit = 500_000_000

    /// Whether to collect in a file of `size` bytes that had `base` after the last collection.
    package static func isDue(size: Int, base: Int, secondsSinceWrite: Int) -> Bool {
        let grown = size - base
        return grown >= limit || (grown >= growth && secondsSinceWrite >= rest)
    }
}
