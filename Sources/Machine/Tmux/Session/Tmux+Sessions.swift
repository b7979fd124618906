import Basics
import Effects

extension Tmux {
    /// Starts a program in a new session that nobody looks at yet.
    ///
    /// `name` is letters, digits, `-` and `_`. No shell reads `command`, which gets `environment`
    /// beside what the server has. The session ends with it.
    package func newSession(
        _ name: String,
        running command: [String],
        in directory: String,
        environment: [String: String]
    ) throws(TmuxFailure) {
        guard Self.isName(name) else { throw .badName(name) }
        let variables = environment.sorted { $0.key < $1.key }.flatMap { ["-e", "\($0.key)=\($0.value)"] }
        // A command of one word would be read by a shell.
        let words = command.count == 1 ? ["env"] + command : command
        let place = ["-x", "200", "-y", "50", "-c", Self.literal(directory)]
        let start = ["new-session", "-d", "-s", name] + place + variables + ["--"]
        // By standard input, because everybody may read what stands on a command line, and that of the
        // first call stays the server's for its whole life.
        let script = """
            set-option -g history-limit 20000
            set-option -g update-environment ""
            \((start + words).map(Self.quoted).joined(separator: " "))

            """
        // A server that is just ending its last session refuses one that comes at that moment.
        for attempt in 1...5 {
            let outcome = try outcome(["start-server", ";", "source-file", "-"], input: script)
            if outcome.status == 0 { return }
            if outcome.errors.contains("duplicate session") { throw .taken(session: name) }
            guard Self.saysNoServer(outcome.errors), attempt < 5 else {
                throw .failed(command: "new-session", text: outcome.errors)
            }
        }
    }

    /// Ends a session; one that is not there is no error.
    ///
    /// Its processes get SIGHUP.
    package func killSession(_ name: String) throws(TmuxFailure) {
        do throws(TmuxFailure) {
            try call(["kill-session", "-t", "=\(name)"], about: name)
        } catch .noSession {
            return
        }
    }

    /// The last `lines` lines of what the session shows, its history included.
    package func capture(_ name: String, lines: Int) throws(TmuxFailure) -> String {
        let text = try call(
            ["capture-pane", "-p", "-J", "-S", "-\(max(lines, 50))", "-t", "=\(name):"],
            about: name
        )
        var rows = text.split(separator: "\n", omittingEmptySubsequences: false)
        while rows.last?.allSatisfy({ $0 == " " }) ?? false { rows.removeLast() }
        return rows.suffix(lines).joined(separator: "\n")
    }

    /// Types text as it is, without Enter; control characters are refused by who calls this.
    package func type(_ text: String, into name: String) throws(TmuxFailure) {
        try call(["send-keys", "-t", "=\(name):", "-l", "--", Self.word(text)], about: name)
    }

    /// Presses a key by its tmux name, such as `Enter` or `C-c`.
    package func press(_ key: String, in name: String) throws(TmuxFailure) {
        try call(["send-keys", "-t", "=\(name):", key], about: name)
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 100
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 48...57, 65...90, 97...122, 45, 95: true
                default: false
                }
            }
    }

    // What follows a number sign is a format in some arguments, and may even be a command to run.
    private static func literal(_ text: String) -> String {
        text.split(byte: "#", omittingEmpty: false).joined(separator: "##")
    }

    /// A word as tmux's configuration language has it.
    private static func quoted(_ word: String) -> String {
        var text = "\""
        for scalar in word.unicodeScalars {
            switch scalar {
            case "\"", "\\", "$": text += "\\" + String(scalar)
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }

    // tmux takes a semicolon at the end of a word for the end of the command.
    private static func word(_ text: String) -> String {
        text.hasSuffix(";") ? text.dropLast() + "\\;" : text
    }
}
