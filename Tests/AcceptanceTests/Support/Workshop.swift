import Effects
import Foundation
import Host
import JSON
import Layout
import TestKit
import Testing
import Vocabulary

/// A folder in which the built programs are used as a person uses them.
///
/// Stores are marked as a test's, the tmux server is the folder's own, and nothing of the user's
/// configuration counts but what ``Configuration`` says.
final class Workshop {
    /// What the user's git is like.
    enum Configuration: CaseIterable {
        case plain
        /// Signs with a program that fails, runs hooks that fail, has neither name nor e-mail.
        case hostile
    }

    let scratch: Scratch
    let folder: String
    private(set) var environment: [String: String]

    /// Runs `body` in a new workshop and ends afterwards whatever still runs.
    static func with(_ configuration: Configuration = .hostile, _ body: (Workshop) throws -> Void) throws {
        let workshop = try Workshop(configuration)
        defer { workshop.close() }
        try body(workshop)
    }

    private init(_ configuration: Configuration) throws {
        scratch = try #require(Scratch.current)
        folder = try Files.realPath(scratch.path)
        let programs = try Self.programs()
        let system = Effects.processEnvironment()["PATH"] ?? "/usr/bin:/bin"
        environment = [
            "PATH": "\(programs):\(system)", "HOME": try scratch.folder("home"), "GIT_CONFIG_NOSYSTEM": "1",
            "GT_TEST_STORES": "1", "GT_TMUX_SOCKET": "gt-test-\(PathText.name(of: folder).suffix(8))",
            "BEADS_ACTOR": "overseer", "LC_ALL": "C.UTF-8",
        ]
        if configuration == .hostile { try scratch.makeHostileGit() }
    }

    /// The folder of the programs, which is where the tests were built to.
    private static func programs() throws -> String {
        var folder = try Files.realPath(CommandLine.arguments[0])
        while folder.count > 1 {
            folder = Files.parent(of: folder)
            if Files.isFile(folder + "/gt"), Files.isFile(folder + "/bd") { return folder }
        }
        throw Problem(.environment, "bd and gt are not built", hints: ["`swift build`, then the tests."])
    }

    private func close() {
        for town in ["town", "other"] where Files.exists("\(folder)/\(town)/mayor/town.json") {
            _ = try? outcome("gt", ["down"], in: town)
        }
        _ = try? outcome("tmux", ["-L", environment["GT_TMUX_SOCKET"] ?? "", "kill-server"])
    }

    // MARK: Programs

    /// Runs a program in a folder of the workshop and returns what came of it.
    func outcome(
        _ program: String,
        _ words: [String],
        in place: String = "",
        adding variables: [String: String] = [:]
    ) throws -> ProcessOutcome {
        try ProcessRunner.live.run(call(program, words, in: place, adding: variables))
    }

    /// A run of a program in the workshop.
    func call(
        _ program: String,
        _ words: [String],
        in place: String = "",
        adding variables: [String: String] = [:]
    ) -> ProcessCall {
        ProcessCall(
            program,
            words,
            in: PathText.absolute(place, from: folder),
            environment: environment.merging(variables) { $1 },
            limit: .seconds(120)
        )
    }

    /// Runs a program that must succeed; returns its output.
    @discardableResult
    func must(
        _ program: String,
        _ words: String...,
        in place: String = "town",
        adding variables: [String: String] = [:],
        location: SourceLocation = #_sourceLocation
    ) throws -> String {
        let outcome = try outcome(program, words, in: place, adding: variables)
        let line = ([program] + words).joined(separator: " ")
        try #require(
            outcome.status == 0,
            "\(line) ended with \(outcome.status): \(outcome.errors)\(outcome.output)",
            sourceLocation: location
        )
        return outcome.output
    }

    /// What `bd sql` says about a rig's ledger or `hq`, a line for each row.
    func rows(_ query: String, of database: String) throws -> [String] {
        let place = database == "hq" ? "town" : "town/\(database)"
        let lines = try must("bd", "sql", "--csv", query, in: place).split(whereSeparator: \.isNewline)
        return lines.dropFirst().map(String.init)
    }

    /// Git without any of the user's configuration, as a witness from outside.
    @discardableResult
    func git(_ words: String..., in place: String) throws -> String {
        let plain = [
            "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_AUTHOR_NAME": "w", "GIT_AUTHOR_EMAIL": "w@example.invalid",
            "GIT_COMMITTER_NAME": "w", "GIT_COMMITTER_EMAIL": "w@example.invalid",
        ]
        let outcome = try outcome("git", words, in: place, adding: plain)
        try #require(outcome.status == 0, "git \(words) in \(place): \(outcome.errors)")
        return outcome.output.trimmingCharacters(in: .newlines)
    }

    /// The names of the sessions on the workshop's tmux server.
    func sessions() throws -> [String] {
        let socket = environment["GT_TMUX_SOCKET"] ?? ""
        let outcome = try outcome("tmux", ["-L", socket, "list-sessions", "-F", "#{session_name}"])
        return outcome.status == 0 ? outcome.output.split(separator: "\n").map(String.init).sorted() : []
    }

    /// Asks until it is so; a test that has waited too long fails with what `why` says.
    func wait(
        for what: String,
        limit: Duration = .seconds(60),
        location: SourceLocation = #_sourceLocation,
        until holds: () throws -> Bool
    ) throws {
        let end = ContinuousClock.now + limit
        while try !holds() {
            guard ContinuousClock.now < end else {
                Issue.record("waited in vain for \(what)\n\(testimony)", sourceLocation: location)
                throw Problem(.environment, "waited in vain for \(what)")
            }
            usleep(50_000)
        }
    }

    /// What the town says of itself, for who reads why a test failed.
    private var testimony: String {
        let asked = [["status"], ["mq", "list", "shop"], ["polecat", "list"], ["mail", "inbox"]]
        var parts = asked.map { words in
            let outcome = try? outcome("gt", words, in: "town")
            return "gt \(words.joined(separator: " "))\n\(outcome.map { $0.output + $0.errors } ?? "")"
        }
        for session in (try? sessions()) ?? [] {
            let words = ["-L", environment["GT_TMUX_SOCKET"] ?? "", "capture-pane", "-p", "-t", "=\(session):"]
            let shown = (try? outcome("tmux", words))?.output ?? ""
            parts.append("\(session)\n\(shown.trimmingCharacters(in: .whitespacesAndNewlines))")
        }
        for process in ProcessIdentity.all(where: "GT_TOWN_ROOT", is: folder + "/town") {
            let words = (try? Files.text(at: "/proc/\(process.pid)/cmdline")) ?? ""
            parts.append("process \(process.pid): \(words.replacingOccurrences(of: "\0", with: " "))")
        }
        parts.append("daemon.log\n\(((try? scratch.read("town/daemon/daemon.log")) ?? "").suffix(2000))")
        return parts.joined(separator: "\n\n")
    }

    // MARK: Making things

    /// Makes the bare repository `<name>.git` with one commit of these files.
    func makeRemote(_ name: String, _ files: [String: String] = ["file.txt": "one\n"]) throws {
        try scratch.folder("seed-\(name)")
        for (file, text) in files { try scratch.write(text, to: "seed-\(name)/\(file)") }
        try git("init", "--quiet", "--template=", "--initial-branch=trunk", in: "seed-\(name)")
        try git("add", "-A", in: "seed-\(name)")
        try git("commit", "--quiet", "-m", "first", in: "seed-\(name)")
        try git("clone", "--quiet", "--bare", "--template=", "seed-\(name)", "\(name).git", in: "")
    }

    /// Makes the town with the rig `shop`, whose gate is `gate`, and the agent `waiter`, which does nothing.
    func makeTown(gate: String = "! grep -rq BROKEN --include=*.txt .") throws {
        try makeRemote("shop")
        try must("gt", "install", "town", in: "")
        try must("gt", "rig", "add", "shop", "\(folder)/shop.git")
        try must("gt", "rig", "settings", "set", "shop", "merge_queue.gates.test", gate)
        try must("gt", "config", "agent", "set", "waiter", "sleep 600")
        try must("gt", "config", "default-agent", "shell")
    }

    /// Creates a bead in the rig; returns its id.
    func create(_ title: String, _ description: String = "-", in rig: String = "shop") throws -> String {
        let text = try must("bd", "create", title, "-d", description, "--json", in: "town/\(rig)")
        return try #require(try JSON.parse(text)["id"]?.string)
    }

    /// The environment of a worker's session, as the ledger says it.
    func session(of bead: String, in rig: String = "shop") throws -> [String: String] {
        let query = "SELECT name, incarnation, token FROM agents WHERE hook = '\(bead)'"
        let fields = try #require(try rows(query, of: rig).first).split(separator: ",").map(String.init)
        return ["GT_ROLE": "\(rig)/polecats/\(fields[0])", "GT_INCARNATION": fields[1], "GT_TOKEN": fields[2]]
    }
}
