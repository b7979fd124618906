import BeadCommands
import CommandKit
import Effects
import TestKit
import Testing

/// `bd` in a scratch workspace of its own, with a clock that steps and numbers that repeat.
struct BeadRun {
    let folder: String
    private let time = ManualTime()
    /// Seconds east of UTC.
    var zone = 0
    private let random = ManualRandom()

    /// Makes a ledger whose identifiers begin with `t`; needs the `.scratch` trait.
    init() throws {
        folder = try #require(Scratch.current).folder("work")
        #expect(bd("init", "--prefix", "t", "--quiet").description == Self.silence)
    }

    /// The same with open beads of these names.
    init(beads: [String]) throws {
        try self.init()
        for id in beads { #expect(output("create", "Title \(id)", "--id", id, "--silent") == id) }
    }

    /// How many versions the ledger has.
    var versions: Int {
        get throws {
            let rows = output("sql", "--csv", "select count(*) from dolt_log").split(separator: "\n")
            return try #require(Int(rows.last ?? ""))
        }
    }

    /// One call.
    func callAsFunction(_ words: [String], input: String = "", environment: [String: String] = [:]) -> ToolRun {
        var variables = ["BEADS_ACTOR": "ana", "GIT_AUTHOR_EMAIL": "ana@example.invalid", "GT_TEST_STORES": "1"]
        variables.merge(environment) { $1 }
        return ToolRun(input: input) { console in
            var effects = Effects.scripted(time: time, random: random, environment: variables)
            effects.zone = { [zone] _ in zone }
            return runTool(BeadTool.self, words, in: CommandContext(console: console, effects: effects, folder: folder))
        }
    }

    func bd(_ words: String..., input: String = "") -> ToolRun { self(words, input: input) }

    /// The result of a call that must succeed without a note, without its last line feed.
    func output(_ words: String..., input: String = "") -> String {
        let run = self(words, input: input)
        #expect(run.status == 0 && run.notes.isEmpty, "\(words): \(run)")
        return run.output.hasSuffix("\n") ? String(run.output.dropLast()) : run.output
    }

    /// What a call that does its work and says nothing leaves.
    static let silence = "status: 0\n--- output\n--- notes\n"
}
