package import Effects

/// Git in one folder: a repository or a worktree of it.
///
/// The user's configuration counts where it says how a remote is reached. Signing, hooks,
/// templates, background work and what else would change the result of our calls is switched off
/// for each of them; agents' own git is not touched by that. Variables of the caller that lead
/// git elsewhere or name who commits (`GIT_DIR`, `GIT_AUTHOR_NAME`, ...) are not passed on.
package struct Git: Sendable {
    package let directory: String
    private let processes: ProcessRunner
    private let environment: [String: String]

    /// Git in `directory`, an absolute path.
    ///
    /// `identity` is author and committer of what is
    /// committed here, and without it the user's configuration must name one.
    package init(in directory: String, _ effects: Effects, as identity: GitIdentity? = nil) {
        self.init(directory, effects.processes, Self.cleared(effects.environment), identity)
    }

    private init(
        _ directory: String,
        _ processes: ProcessRunner,
        _ environment: [String: String],
        _ identity: GitIdentity?
    ) {
        self.directory = directory
        self.processes = processes
        self.environment = environment.merging(identity?.environment ?? [:]) { $1 }
    }

    /// The same git in another folder.
    package func at(_ directory: String) -> Git { Git(directory, processes, environment, nil) }

    /// The same git with another author and committer.
    package func acting(as identity: GitIdentity) -> Git { Git(directory, processes, environment, identity) }

    /// Passed through when the caller has them: how a remote is reached, and where the user's
    /// configuration stands.
    private static let kept: Set<String> = [
        "GIT_ASKPASS", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_SYSTEM", "GIT_PROXY_COMMAND", "GIT_SSH",
        "GIT_SSH_COMMAND", "GIT_SSH_VARIANT", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH", "GIT_SSL_CERT", "GIT_SSL_KEY",
        "GIT_SSL_NO_VERIFY",
    ]

    /// An environment for git and for agents without what a caller's git has left in it.
    package static func cleared(_ environment: [String: String]) -> [String: String] {
        environment.filter { !$0.key.hasPrefix("GIT_") || kept.contains($0.key) }
    }

    private static let switchedOff = [
        "commit.gpgsign=false", "tag.gpgsign=false", "push.gpgsign=false", "core.hooksPath=/dev/null",
        "core.fsmonitor=false", "core.quotePath=false", "gc.auto=0", "maintenance.auto=false",
        "safe.bareRepository=all", "push.followTags=false", "push.recurseSubmodules=no", "submodule.recurse=false",
        "rebase.autoSquash=false", "rebase.autoStash=false", "rebase.updateRefs=false", "rerere.enabled=false",
        "clone.defaultRemoteName=origin",
    ].flatMap { ["-c", $0] }

    /// Runs git and returns whatever came of it; the status is the caller's to judge.
    package func outcome(
        _ arguments: [String],
        input: String? = nil,
        limit: Duration = .seconds(60),
        adding variables: [String: String] = [:],
        locks: ProcessCall.Locks = .inherited
    ) throws(GitFailure) -> ProcessOutcome {
        var all = environment.merging(variables) { $1 }
        all["LC_ALL"] = "C.UTF-8"
        all["LANGUAGE"] = nil
        all["GIT_TERMINAL_PROMPT"] = "0"
        // A prompt of ssh on the terminal would stop a program in the background; without anybody to ask, ssh says what is
        // missing and ends.
        if all["SSH_ASKPASS"] == nil {
            all["SSH_ASKPASS"] = "false"
            all["SSH_ASKPASS_REQUIRE"] = "force"
        }
        // What is no repository must not be taken for a part of one further up, such as the town's own.
        let slash = directory.lastIndex(of: "/") ?? directory.startIndex
        all["GIT_CEILING_DIRECTORIES"] = slash == directory.startIndex ? "/" : String(directory[..<slash])
        all["GIT_EDITOR"] = "true"
        all["GIT_PAGER"] = "cat"
        var call = ProcessCall(
            "git",
            Self.switchedOff + arguments,
            in: directory,
            environment: all,
            input: input,
            limit: limit,
            outputLimit: Self.longestAnswer
        )
        call.locks = locks
        let outcome: ProcessOutcome
        do {
            outcome = try processes.run(call)
        } catch {
            throw .program(error)
        }
        // Half an answer would be taken for the whole one.
        guard !outcome.isTruncated else {
            throw .strange(command: arguments.first ?? "", text: "more than \(Self.longestAnswer) bytes")
        }
        return outcome
    }

    private static let longestAnswer = 256_000_000

    /// Runs git, which must succeed, and returns what it wrote.
    @discardableResult
    package func call(
        _ arguments: [String],
        input: String? = nil,
        limit: Duration = .seconds(60),
        adding variables: [String: String] = [:]
    ) throws(GitFailure) -> String {
        let outcome = try outcome(arguments, input: input, limit: limit, adding: variables)
        guard outcome.status == 0 else { throw failure(arguments, outcome) }
        return outcome.output
    }

    /// What a non-zero status means when no other meaning is known.
    func failure(_ arguments: [String], _ outcome: ProcessOutcome) -> GitFailure {
        if outcome.errors.contains("not a git repository") { return .notARepository(path: directory) }
        let text = outcome.errors.isEmpty ? outcome.output : outcome.errors
        return .failed(command: arguments.first ?? "", directory: directory, status: outcome.status, text: text)
    }

    /// Runs git with output that ends in one newline.
    func line(_ arguments: [String]) throws(GitFailure) -> String {
        let text = try call(arguments)
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }

    /// Runs git that prints the name of one object.
    func hash(_ arguments: [String], input: String? = nil, adding variables: [String: String] = [:]) throws(GitFailure)
        -> GitHash
    {
        let text = try call(arguments, input: input, adding: variables)
        guard let hash = text.split(separator: "\n").first.flatMap({ GitHash($0) }) else {
            throw .strange(command: arguments.first ?? "", text: text)
        }
        return hash
    }
}
