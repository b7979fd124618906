import Effects
import Synchronization
import Vocabulary

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Who acts, found out with at most one call of git and with none where the environment tells.
final class ActorQuestion {
    private let known: Actor?
    private let effects: Effects
    private let folder: String
    private var call: PendingCall?
    private var answered: Actor?

    init(named: String?, effects: Effects, folder: String) {
        let environment = effects.environment
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let name = named.flatMap { $0.isEmpty ? nil : $0 } ?? variable("BEADS_ACTOR") ?? variable("BD_ACTOR")
        known = name.map { Actor($0, email: variable("GIT_AUTHOR_EMAIL")) }
        self.effects = effects
        self.folder = folder
    }

    /// Starts the call of git if one is needed; returns at once.
    func begin() {
        guard known == nil, answered == nil, call == nil else { return }
        call = PendingCall(
            ProcessCall(
                "git",
                ["config", "--null", "--get-regexp", "^user\\.(name|email)$"],
                in: folder,
                environment: effects.environment,
                limit: .seconds(5)
            ),
            effects.processes
        )
    }

    /// The answer; waits for git if it was asked.
    func answer() -> Actor {
        if let known = known ?? answered { return known }
        begin()
        let settings = call?.output().map(Self.settings) ?? [:]
        func variable(_ name: String) -> String? { effects.environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let actor = Actor(
            settings["user.name"] ?? variable("USER") ?? "unknown",
            email: variable("GIT_AUTHOR_EMAIL") ?? settings["user.email"]
        )
        answered = actor
        return actor
    }

    /// Name and value of each setting; of several values the last one counts, as for git.
    private static func settings(_ text: String) -> [String: String] {
        var settings: [String: String] = [:]
        for record in text.split(separator: "\0") {
            let parts = record.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, !parts[1].isEmpty { settings[String(parts[0])] = String(parts[1]) }
        }
        return settings
    }
}

/// A call of a program on a thread of its own.
private final class PendingCall: Sendable {
    private let result = Mutex<String?>(nil)
    private let thread = Mutex<pthread_t?>(nil)
    private let call: ProcessCall
    private let processes: ProcessRunner

    init(_ call: ProcessCall, _ processes: ProcessRunner) {
        self.call = call
        self.processes = processes
        thread.withLock { thread in
            var handle = pthread_t(bitPattern: 0)
            let context = Unmanaged.passRetained(self)
            let code = pthread_create(&handle, nil, { runPendingCall($0) }, context.toOpaque())
            if code == 0 { thread = handle } else { context.release() }
        }
    }

    fileprivate func run() {
        // A git that is missing or fails leaves the next source to answer.
        guard let outcome = try? processes.run(call), outcome.status == 0 else { return }
        result.withLock { $0 = outcome.output }
    }

    /// Waits for the end; `nil` if the program failed or could not be started.
    func output() -> String? {
        thread.withLock { thread in
            if let handle = thread { pthread_join(handle, nil) } else { run() }
            thread = nil
        }
        return result.withLock { $0 }
    }
}

private func runPendingCall(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context { Unmanaged<PendingCall>.fromOpaque(context).takeRetainedValue().run() }
    return nil
}
