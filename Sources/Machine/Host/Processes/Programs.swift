package import Effects
import Vocabulary

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Programs beyond those one waits for: starting for good, becoming one.
package enum Programs {
    /// Starts a program that lives on without this one: a session of its own, nothing on standard
    /// input, both outputs at the end of the ``LogFile`` `log`, no lock inherited.
    ///
    /// The limits of `call` do not apply. Nobody waits for it here: a parent that lives on asks
    /// ``reap(_:)`` now and then.
    @discardableResult
    package static func startDetached(_ call: ProcessCall, log: String) throws(ProcessFailure) -> ProcessIdentity {
        // Where it cannot be moved the program is no less to be started.
        _ = try? LogFile(path: log).rotate()
        let file = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard file >= 0 else {
            throw .cannotStart(program: call.program, reason: FileFailure("write", log).problem.summary)
        }
        defer { close(file) }
        var alone = call
        alone.locks = .dropped
        let pid = try Launch(alone).start(output: file, errors: file, newSession: true)
        guard let identity = ProcessIdentity(of: Int(pid)) else {
            throw .cannotStart(program: call.program, reason: "it ended at once; \(log) may say why")
        }
        return identity
    }

    /// Takes note of the end of a process this one has started, so that its pid is freed.
    ///
    /// Returns whether it has ended; of a process that is no child it says nothing (`true`).
    @discardableResult
    package static func reap(_ process: ProcessIdentity) -> Bool {
        var status: Int32 = 0
        return waitpid(pid_t(process.pid), &status, WNOHANG) != 0
    }

    /// Makes this process the program, which keeps terminal, pid and session.
    ///
    /// Returns only by throwing. Signals are at their defaults there.
    package static func become(_ call: ProcessCall) throws(ProcessFailure) -> Never {
        try Launch(call).replace()
    }
}
