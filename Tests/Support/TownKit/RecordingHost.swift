package import Effects
package import Sessions
import Synchronization

/// A host of sessions that starts nothing and remembers what was asked of it.
package final class RecordingHost: SessionHost {
    /// One session as it was ordered.
    package struct Order: Hashable, Sendable {
        package let name: String
        package let command: [String]
        package let directory: String
        package let environment: [String: String]
    }

    private struct State {
        var orders: [Order] = []
        var living: Set<String> = []
    }

    package let name: String
    private let state = Mutex(State())

    package init(name: String = "recorded") { self.name = name }

    /// Every session that was ever started, in order.
    package var orders: [Order] { state.withLock { $0.orders } }

    package func sessions() throws -> [HostedSession] {
        state.withLock { state in
            state.living.sorted().map { HostedSession(name: $0, created: 0, active: 0, isAttached: false) }
        }
    }

    package func start(
        _ name: String,
        running command: [String],
        in directory: String,
        environment: [String: String]
    ) throws {
        state.withLock { state in
            state.orders.append(
                Order(name: name, command: command, directory: directory, environment: environment)
            )
            state.living.insert(name)
        }
    }

    package func end(_ name: String) throws { _ = state.withLock { $0.living.remove(name) } }

    package func capture(_ name: String, lines: Int) throws -> String { "\(lines) lines of \(name)" }

    package func attachment(_ name: String) -> ProcessCall { ProcessCall("show", [name]) }

    package func shutDown() throws { state.withLock { $0.living = [] } }
}
