package import Basics
package import Vocabulary

/// Everything the system does that a test must be able to steer.
///
/// Built once in `main`; functions take the field they use, not the bundle.
package struct Effects: Sendable {
    /// The time that is stored or shown.
    package var now: @Sendable () -> Timestamp
    /// The zone of the clocks on the wall: how people here write times and have them shown.
    package var zone: @Sendable (Timestamp) -> Int
    /// Waits; a test moves its clock instead.
    package var pause: @Sendable (Duration) -> Void
    /// Sixty-four random bits.
    package var random: @Sendable () -> UInt64
    /// The process environment as read once at launch.
    package var environment: [String: String]
    package var processes: ProcessRunner
    package var steps: Steps

    package init(
        now: @escaping @Sendable () -> Timestamp,
        zone: @escaping @Sendable (Timestamp) -> Int,
        pause: @escaping @Sendable (Duration) -> Void,
        random: @escaping @Sendable () -> UInt64,
        environment: [String: String],
        processes: ProcessRunner,
        steps: Steps = Steps()
    ) {
        self.now = now
        self.zone = zone
        self.pause = pause
        self.random = random
        self.environment = environment
        self.processes = processes
        self.steps = steps
    }
}

extension Effects {
    /// A fresh name for one logical write: the time in milliseconds and 64 random bits, in base 36.
    package func makeOperation() -> OperationID {
        OperationID("\(Base36.text(milliseconds))-\(Base36.text(random()))")
    }

    /// A fresh incarnation, later than every earlier one of this machine up to the clock.
    package func makeIncarnation() -> Incarnation {
        let time = padded(Base36.text(milliseconds), to: 8)
        let tail = padded(Base36.text(random() % 1296), to: 2)
        guard let incarnation = Incarnation(time + tail) else {
            preconditionFailure("the clock is out of the range of an incarnation")
        }
        return incarnation
    }

    /// A fresh UUID of random bits, in lower case.
    package func makeUUID() -> String {
        let bits = [
            random() & 0xffff_ffff_ffff_0fff | 0x4000, random() & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000,
        ]
        let digits = bits.map { padded(String($0, radix: 16), to: 16) }.joined()
        var parts: [Substring] = []
        var rest = digits[...]
        for length in [8, 4, 4, 4, 12] {
            parts.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return parts.joined(separator: "-")
    }

    private var milliseconds: UInt64 {
        let now = now()
        return UInt64(max(0, now.seconds)) * 1000 + UInt64(now.nanoseconds / 1_000_000)
    }
}

private func padded(_ text: String, to length: Int) -> String {
    String(repeating: "0", count: max(0, length - text.utf8.count)) + text.suffix(length)
}
