import Arguments
package import Basics
import Effects

extension CommandContext {
    /// The moment that a person's words mean now and here.
    ///
    /// - Throws: `Misuse` that names the flag.
    package func moment(_ text: String, for flag: String) throws -> Timestamp {
        let now = effects.now()
        guard let time = TimeExpression.parse(text, now: now, zone: effects.zone) else {
            throw Misuse(
                "invalid --\(flag) \"\(text)\": cannot parse time expression",
                hints: ["Examples: +6h, tomorrow, next monday, 2025-01-15"]
            )
        }
        return time
    }

    /// The same for a flag that may be missing.
    package func momentIfGiven(_ text: String?, for flag: String) throws -> Timestamp? {
        try text.map { try moment($0, for: flag) }
    }
}
