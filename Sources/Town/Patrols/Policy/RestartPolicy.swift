/// When something that keeps dying is started again: at once, then after pauses that double.
///
/// Knows no clock: whoever asks says what time it is, as seconds since the patrol began.
package struct RestartPolicy {
    private struct History {
        var lastStart: Duration
        var pause: Duration
    }

    /// The longest pause between two starts.
    package static let ceiling = Duration.seconds(300)
    /// What lived as long as this counts as healthy again.
    package static let healthy = Duration.seconds(120)
    private static let first = Duration.seconds(5)
    private static let hopeless = first * 8

    private var histories: [String: History] = [:]

    /// Nothing has been started yet.
    package init() {}

    /// Whether `name` may be started now.
    package func allows(_ name: String, at now: Duration) -> Bool {
        guard let history = histories[name] else { return true }
        return now - history.lastStart >= history.pause
    }

    /// Whether `name` has died at least four times in a row, soon after each start.
    package func keepsDying(_ name: String) -> Bool { histories[name].map { $0.pause >= Self.hopeless } ?? false }

    /// Takes note of a start.
    package mutating func started(_ name: String, at now: Duration) {
        guard let history = histories[name], now - history.lastStart < Self.healthy + history.pause else {
            histories[name] = History(lastStart: now, pause: Self.first)
            return
        }
        histories[name] = History(lastStart: now, pause: min(history.pause * 2, Self.ceiling))
    }
}
