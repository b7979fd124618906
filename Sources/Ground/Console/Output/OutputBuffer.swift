import Synchronization

/// Collects small writes and hands them on in large pieces.
final class OutputBuffer: Sendable {
    private struct State {
        var bytes: [UInt8] = []
        var result = WriteResult.written
        var hasOutput = false
    }

    private static let limit = 1 << 16
    private let state = Mutex(State())
    private let sink: Sink

    init(_ sink: @escaping Sink) { self.sink = sink }

    /// Whether anything was ever written.
    var hasOutput: Bool { state.withLock { $0.hasOutput } }
    /// The first result that was not `written`, else `written`.
    var result: WriteResult { state.withLock { $0.result } }

    func append(_ text: String, newline: Bool = false) {
        state.withLock { state in
            guard state.result == .written else { return }
            state.bytes.append(contentsOf: text.utf8)
            if newline { state.bytes.append(10) }
            finishAppending(&state)
        }
    }

    func append(_ bytes: [UInt8]) {
        state.withLock { state in
            guard state.result == .written else { return }
            // What is large already is not collected once more.
            if bytes.count >= Self.limit {
                drain(&state)
                state.hasOutput = true
                if state.result == .written { state.result = sink(bytes) }
            } else {
                state.bytes.append(contentsOf: bytes)
                finishAppending(&state)
            }
        }
    }

    @discardableResult
    func flush() -> WriteResult {
        state.withLock { state in
            drain(&state)
            return state.result
        }
    }

    private func finishAppending(_ state: inout State) {
        state.hasOutput = state.hasOutput || !state.bytes.isEmpty
        if state.bytes.count >= Self.limit { drain(&state) }
    }

    private func drain(_ state: inout State) {
        guard !state.bytes.isEmpty, state.result == .written else { return }
        state.result = sink(state.bytes)
        state.bytes.removeAll(keepingCapacity: true)
    }
}
