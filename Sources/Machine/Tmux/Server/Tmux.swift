package import Effects

/// One tmux server, known by the name of its socket.
///
/// Sessions are named exactly: what is not there is never taken for one that begins alike. The
/// user's configuration is not read, and the server gets nothing of the caller's environment but
/// what every program needs, because it hands its own to all sessions for as long as it lives.
package struct Tmux: Sendable {
    package let socket: String
    private let processes: ProcessRunner
    private let environment: [String: String]

    package init(socket: String, _ effects: Effects) {
        self.socket = socket
        processes = effects.processes
        environment = Self.cleared(effects.environment)
    }

    private static let passedOn = ["HOME", "LOGNAME", "PATH", "TMPDIR", "TMUX_TMPDIR", "USER"]

    private static func cleared(_ environment: [String: String]) -> [String: String] {
        var cleared = environment.filter { passedOn.contains($0.key) }
        cleared["LANG"] = "C.UTF-8"
        cleared["SHELL"] = "/bin/sh"
        cleared["TERM"] = "xterm-256color"
        return cleared
    }

    /// The sessions of this server, sorted by name; none when no server runs.
    package func sessions() throws(TmuxFailure) -> [TmuxSession] {
        let outcome = try outcome(["list-sessions", "-F", TmuxSession.format])
        if outcome.status != 0 {
            if Self.saysNoServer(outcome.errors) { return [] }
            throw .failed(command: "list-sessions", text: outcome.errors)
        }
        return outcome.output.split(separator: "\n").compactMap { TmuxSession($0) }.sorted { $0.name < $1.name }
    }

    /// Whether there is a session of exactly this name.
    package func has(_ session: String) throws(TmuxFailure) -> Bool {
        try sessions().contains { $0.name == session }
    }

    /// Ends the server with all its sessions; when none runs nothing happens.
    ///
    /// The processes in the panes get SIGHUP and may live on.
    package func killServer() throws(TmuxFailure) {
        let outcome = try outcome(["kill-server"])
        guard outcome.status == 0 || Self.saysNoServer(outcome.errors) else {
            throw .failed(command: "kill-server", text: outcome.errors)
        }
    }

    /// Where the socket lies; tmux leaves the file behind when the server ends.
    package func socketPath(user: Int) -> String {
        "\(environment["TMUX_TMPDIR"] ?? "/tmp")/tmux-\(user)/\(socket)"
    }

    /// What follows `tmux` on a command line that shows a session to a person.
    package func attachArguments(_ session: String) -> [String] {
        ["-L", socket, "-u", "attach-session", "-t", "=\(session)"]
    }

    /// Runs one tmux command and returns whatever came of it.
    func outcome(_ arguments: [String], input: String? = nil) throws(TmuxFailure) -> ProcessOutcome {
        var call = ProcessCall(
            "tmux",
            ["-L", socket, "-u", "-f", "/dev/null"] + arguments,
            environment: environment,
            input: input,
            limit: .seconds(20)
        )
        // A server that this call starts would hold the caller's locks for ever.
        call.locks = .dropped
        do {
            return try processes.run(call)
        } catch {
            throw .program(error)
        }
    }

    /// Runs one tmux command about a session that must be there.
    @discardableResult
    func call(_ arguments: [String], about session: String) throws(TmuxFailure) -> String {
        let outcome = try outcome(arguments)
        if outcome.status == 0 { return outcome.output }
        let text = outcome.errors
        if Self.saysNoServer(text) || text.contains("can't find") { throw .noSession(session) }
        throw .failed(command: arguments.first ?? "", text: text)
    }

    static func saysNoServer(_ text: String) -> Bool {
        ["no server running", "error connecting to", "server exited", "lost server"].contains(where: text.contains)
    }
}
