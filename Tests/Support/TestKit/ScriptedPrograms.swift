package import Effects
import Synchronization
package import Testing

/// Stands in for other programs: answers each expected call once, in order.
package final class ScriptedPrograms: Sendable {
    private struct State {
        var script: [(call: ProcessCall, answer: Result<ProcessOutcome, ProcessFailure>)] = []
        var unexpected: [ProcessCall] = []
    }

    private let state = Mutex(State())

    package init() {}

    /// Adds a call that must come next, and its outcome.
    package func expect(_ call: ProcessCall, answers outcome: ProcessOutcome = ProcessOutcome()) {
        state.withLock { $0.script.append((call, .success(outcome))) }
    }

    /// Adds a call that must come next and has no outcome.
    package func expect(_ call: ProcessCall, fails failure: ProcessFailure) {
        state.withLock { $0.script.append((call, .failure(failure))) }
    }

    /// What the code under test calls; a call nobody expected counts as a program that is missing.
    package var runner: ProcessRunner {
        ProcessRunner { [self] call throws(ProcessFailure) in
            let answer = state.withLock { state -> Result<ProcessOutcome, ProcessFailure> in
                guard let first = state.script.first, first.call == call else {
                    state.unexpected.append(call)
                    return .failure(.notFound(program: call.program))
                }
                state.script.removeFirst()
                return first.answer
            }
            return try answer.get()
        }
    }

    /// Fails the test when a scripted call never came or an unscripted one did.
    package func finish(at location: SourceLocation = #_sourceLocation) {
        state.withLock { state in
            #expect(state.script.map(\.call).isEmpty, sourceLocation: location)
            #expect(state.unexpected.isEmpty, sourceLocation: location)
        }
    }
}
