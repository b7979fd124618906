import BeadCommands
import CommandKit
import Effects
import Foundation
import Host
import JSON
import TestKit
import Testing

/// The recorded stories of the original, run on ours in this process.
@Suite(.scratch) struct ReplayTests {
    /// The commands that are built and counted.
    private static let counted: Set<String> = [
        "init", "create", "q", "list", "show", "update", "close", "reopen", "ready", "blocked", "dep", "label",
        "comment", "comments", "search", "count", "stats", "status", "config", "import", "export", "where", "sql",
        "version",
    ]

    @Test func agreesWithTheRecordedStories() throws {
        let differing = try Self.differences().map { try Regex($0) }
        var status: [Bool] = []
        var json: [Double] = []
        var text: [Double] = []
        for calls in try Self.workspaces() {
            try Workspace(calls[0].story).run(calls) { call, wanted, run in
                guard Self.counted.contains(call.command) else { return }
                guard !differing.contains(where: { call.line.contains($0) }) else { return }
                status.append((run.status == 0) == (call.status == 0))
                if status.last == false { Issue.record("bd \(call.line): \(run)") }
                guard call.status == 0 else { return }
                if let value = try? JSON.parse(wanted), value.array != nil || value.members != nil {
                    json.append(Agreement.ofJSON(value, run.output))
                } else if wanted.contains(where: { !$0.isWhitespace }) {
                    text.append(Agreement.ofText(wanted, run.output))
                }
            }
        }
        #expect(status.count > 200)
        #expect(Double(status.count { $0 }) / Double(status.count) >= 0.97)
        #expect(json.reduce(0, +) / Double(json.count) >= 0.97)
        #expect(text.reduce(0, +) / Double(text.count) >= 0.80)
    }

    @Test func namesNoDifferenceThatIsNotThere() throws {
        let lines = try RecordedCall.all().map(\.line)
        for pattern in try Self.differences() {
            let regex = try Regex(pattern)
            #expect(lines.contains { $0.contains(regex) }, "no recorded call is \(pattern)")
        }
    }

    /// The patterns of the calls that differ on purpose; each must say why.
    private static func differences() throws -> [String] {
        let file = try String(contentsOf: RecordedCall.fixture("docs/compatibility.json"), encoding: .utf8)
        return try #require(JSON.parse(file).array).map { entry in
            #expect(entry["why"]?.string?.isEmpty == false)
            return try #require(entry["call"]?.string)
        }
    }

    /// The calls of the first four stories, by workspace.
    private static func workspaces() throws -> [[RecordedCall]] {
        let calls = try RecordedCall.all().filter { $0.story.contains(/^story-0[1-4]/) }
        return Dictionary(grouping: calls, by: \.workspace).sorted { $0.key < $1.key }.map(\.value)
    }
}

/// A folder in which a story is run, and the names that its beads have here.
private final class Workspace {
    private let root: String
    private var names: [String: String] = [:]
    private let identifiers = /\b(?:demo|g|err|n)-[0-9a-z]{2,10}(?:\.\d+)*\b/.wordBoundaryKind(.simple)

    init(_ story: String) throws {
        root = try #require(Scratch.current).folder(story)
        try Files.makeFolders("\(root)/work/.git")
        try Files.write("[user]\n\tname = Alice\n\temail = alice@example.invalid\n", to: "\(root)/work/.git/config")
    }

    func run(_ calls: [RecordedCall], _ each: (RecordedCall, String, ToolRun) throws -> Void) throws {
        for call in calls where !call.arguments.contains(where: { $0.contains("@ELSEWHERE@") || $0.contains("@TMP@") })
        {
            let folder = here(call.folder)
            try Files.makeFolders(folder)
            for (name, text) in call.placed where !name.hasPrefix(".beads/") {
                try Files.write(here(text), to: "\(folder)/\(name)")
            }
            let run = ToolRun(input: here(call.input)) { console in
                var environment = call.environment.mapValues { $0.replacing("@ROOT@", with: root) }
                environment["GIT_CONFIG_NOSYSTEM"] = "1"
                let effects = Effects.live(environment: environment)
                let context = CommandContext(console: console, effects: effects, folder: folder)
                return runTool(BeadTool.self, call.arguments.map(here), in: context)
            }
            learn(call.output, run.output)
            try each(call, here(call.output), run)
        }
    }

    /// A recorded text with the names that its beads have here.
    private func here(_ text: String) -> String {
        text.replacing("@ROOT@", with: root).replacing(identifiers) { names[String($0.output)] ?? String($0.output) }
    }

    /// Pairs new names in the order in which they appear.
    private func learn(_ recorded: String, _ answer: String) {
        func found(_ text: String) -> [String] {
            var seen: Set<String> = []
            return text.matches(of: identifiers).map { String($0.output) }.filter { seen.insert($0).inserted }
        }
        let theirs = found(recorded).filter { names[$0] == nil }
        let known = Set(names.values)
        let ours = found(answer).filter { !known.contains($0) }
        guard theirs.count == ours.count else { return }
        for (their, our) in zip(theirs, ours) { names[their] = our }
    }
}
