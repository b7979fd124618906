package import Basics
package import Vocabulary

/// Makes identifiers out of what a bead says, as short as the size of the ledger allows (bd.md 1.6).
package struct IDGenerator: Sendable {
    /// The limits of the length and the chance of a collision that is taken.
    package struct Limits: Hashable, Sendable {
        package var shortest = 3
        package var longest = 8
        package var collision = 0.25

        package init() {}
    }

    package let title: String
    package let body: String
    package let creator: String
    package let time: Timestamp

    package init(title: String, body: String, creator: String, time: Timestamp) {
        self.title = title
        self.body = body
        self.creator = creator
        self.time = time
    }

    /// The part after the prefix, for one length and one attempt.
    package func hash(length: Int, nonce: Int) -> String {
        // Wraps for times beyond the year 2262, which only an import can bring.
        let nanoseconds = time.seconds &* 1_000_000_000 &+ Int64(time.nanoseconds)
        let text = "\(title)|\(body)|\(creator)|\(nanoseconds)|\(nonce)"
        let digest = SHA256.digest(Array(text.utf8))
        return Base36.text(digest.prefix(IDGenerator.bytes(for: length)), length: length)
    }

    /// How many bytes of the hash a length uses.
    private static func bytes(for length: Int) -> Int {
        switch length {
        case 3: 2
        case 4: 3
        case 5, 6: 4
        case 7, 8: 5
        default: 3
        }
    }

    /// The shortest length at which `count` identifiers collide with at most the chance taken:
    /// 1 − e^(−n² / (2 · 36^length)).
    package static func length(for count: Int, _ limits: Limits = Limits()) -> Int {
        for length in limits.shortest...max(limits.shortest, limits.longest) {
            var room = 1.0
            for _ in 0..<length { room *= 36 }
            let exponent = Double(count) * Double(count) / (2 * room)
            if 1 - exponential(-exponent) <= limits.collision { return length }
        }
        return limits.longest
    }

    /// The first identifier that `isTaken` does not know: lengths from the adaptive one up to eight,
    /// ten attempts each.
    package func identifier(
        _ prefix: String,
        count: Int,
        _ limits: Limits = Limits(),
        isTaken: (BeadID) throws -> Bool
    ) throws -> BeadID {
        let base = IDGenerator.length(for: count, limits)
        for length in base...max(base, 8) {
            for nonce in 0..<10 {
                let id = BeadID(trusted: "\(prefix)-\(hash(length: length, nonce: nonce))")
                if try !isTaken(id) { return id }
            }
        }
        throw Problem(.conflict, "no free identifier was found for \"\(title)\"", hints: ["Give one with `--id`."])
    }
}

/// e^x for x ≤ 0 by halving and the series; exact to about 1e-12, without the C math library.
private func exponential(_ x: Double) -> Double {
    if x < -700 { return 0 }
    var halvings = 0
    var small = x
    while small < -0.5 {
        small /= 2
        halvings += 1
    }
    var term = 1.0
    var sum = 1.0
    for n in 1...14 {
        term *= small / Double(n)
        sum += term
    }
    for _ in 0..<halvings { sum *= sum }
    return sum
}
