import Basics
package import Effects
package import Git
import Host
package import Settings
import Vocabulary

/// Runs the gates of a rig, one after another, on a commit in a worktree.
package struct GateRunner {
    let git: Git
    let gates: [MergeQueueSettings.Gate]
    /// Where the whole logs go, one file a run.
    let logs: String
    let effects: Effects
    /// Variables that tell the gate where it is and everybody whose it is.
    let variables: [String: String]

    /// `git` is that of the worktree, which is changed and cleaned without asking.
    package init(
        git: Git,
        gates: [MergeQueueSettings.Gate],
        logs: String,
        effects: Effects,
        variables: [String: String]
    ) {
        self.git = git
        self.gates = gates
        self.logs = logs
        self.effects = effects
        self.variables = variables
    }

    /// Bytes of a log that stay in a report; the rest is in its file.
    package static let keptLog = 4000
    private static let largestLog = 8_000_000
    /// How many files of logs stay.
    private static let keptFiles = 100

    /// Checks the commit out and runs all gates until one is not green.
    ///
    /// Between two gates everything is set back but what git ignores, such as caches of a build.
    package func run(on commit: GitHash) throws -> Verdict {
        try git.checkOut(commit, branch: nil)
        for gate in gates {
            let verdict = try run(gate)
            // A gate may have moved HEAD as well.
            try git.checkOut(commit, branch: nil)
            guard verdict == .green else { return verdict }
        }
        return .green
    }

    private func run(_ gate: MergeQueueSettings.Gate) throws -> Verdict {
        try Files.makeFolders(logs)
        try removeOldLogs()
        let mark = effects.makeOperation().description
        let log = "\(logs)/\(mark)-\(gate.name.filter { $0 != "/" }).log"
        var environment = effects.environment.filter { !$0.key.hasPrefix("GIT_") && !Self.withheld.contains($0.key) }
        environment.merge(variables) { $1 }
        environment["GT_GATE"] = gate.name
        environment["GT_GATE_RUN"] = mark
        // A file and not a pipe, so that the log is there when the time is over, and nobody waits
        // for what a gate leaves running.
        environment["GT_GATE_LOG"] = log
        let call = ProcessCall(
            "sh",
            ["-c", "exec >\"$GT_GATE_LOG\" 2>&1\n\(gate.command)"],
            in: git.directory,
            environment: environment,
            limit: gate.limit
        )
        let ending: Ending
        do {
            ending = Ending(try effects.processes.run(call))
        } catch ProcessFailure.timedOut(_, let limit) {
            ending = .none("no end within \(limit.components.seconds) s")
        } catch {
            ending = .none("it could not be started")
        }
        for rest in ProcessIdentity.all(where: "GT_GATE_RUN", is: mark) { rest.send(9) }
        let text = Self.end(of: log)
        let report = { GateReport(gate: gate.name, ending: $0, log: text) }
        switch ending {
        case .green: return .green
        case .red(let text): return .red(report(text))
        case .none(let text): return .couldNotRun(report(text))
        }
    }

    /// Who the gate's own `gt` and `bd` would act for, were these passed on.
    private static let withheld: Set<String> = ["GT_ROLE", "GT_INCARNATION", "GT_TOKEN", "BD_ACTOR", "BEADS_ACTOR"]

    private enum Ending {
        case green
        case red(String)
        case none(String)

        /// By a signal, or with 124 and above as shells and `timeout` say it, it did not judge.
        init(_ outcome: ProcessOutcome) {
            if let signal = outcome.signal {
                self = .none("signal \(signal)")
            } else if outcome.status == 0 {
                self = .green
            } else {
                self = outcome.status >= 124 ? .none("exit \(outcome.status)") : .red("exit \(outcome.status)")
            }
        }
    }

    /// The last lines, without what looks like a credential; a huge file is cut to its end.
    private static func end(of log: String) -> String {
        guard let size = Files.facts(of: log)?.size, size > 0 else { return "" }
        do {
            if size > largestLog { try Files.write(Files.tail(of: log, bytes: largestLog / 8), to: log) }
            var text = String(decoding: try Files.tail(of: log, bytes: keptLog), as: UTF8.self)
            if size > keptLog, let line = text.firstIndex(of: "\n") { text = "[…]" + text[line...] }
            return CredentialScan.redacted(text)
        } catch {
            return "[the log \(log) cannot be read: \(Problem(describing: error).summary)]"
        }
    }

    private func removeOldLogs() throws {
        // Their names begin with the time.
        for name in try Files.list(logs).dropLast(Self.keptFiles) { try Files.remove("\(logs)/\(name)") }
    }
}
