package import Basics
import Synchronization

/// A clock that moves only when it is asked, or told to.
package final class ManualTime: Sendable {
    private let current: Mutex<Timestamp>
    private let step: Duration

    /// - Parameters:
    ///   - start: the first time that ``now`` gives.
    ///   - step: how far each question moves the clock, so that no two are alike.
    package init(start: String = "2026-01-02T03:04:05Z", step: Duration = .seconds(1)) {
        guard let first = Timestamp(start) else { preconditionFailure("\(start) is no time") }
        current = Mutex(first)
        self.step = step
    }

    /// The time; the next answer is one step later.
    package var now: @Sendable () -> Timestamp {
        { [self] in
            current.withLock { time in
                defer { time = time.advanced(by: step) }
                return time
            }
        }
    }

    /// Moves the clock; stands in for waiting.
    package var pause: @Sendable (Duration) -> Void {
        { [self] duration in current.withLock { $0 = $0.advanced(by: duration) } }
    }
}
