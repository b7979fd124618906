import Basics
import Console
import Effects
import TestKit
import Testing

@Suite(.scratch) struct TestKitTests {
    @Test func givesEachTestAFolderOfItsOwn() throws {
        let scratch = try #require(Scratch.current)
        try scratch.write("x", to: "a/b.txt")
        #expect(scratch.files() == ["a", "a/b.txt"])
        #expect(try scratch.read("a/b.txt") == "x")
        #expect(scratch.masked("at \(scratch.path)/a") == "at $SCRATCH/a")
    }

    @Test func keepsAllThatARunLeaves() {
        let run = ToolRun(columns: 40, input: "in") { console in
            console.output("\(console.columns)")
            console.notes(String(decoding: (try? console.input()) ?? [], as: UTF8.self))
            try? console.flush()
            return 3
        }
        #expect(run.description == "status: 3\n--- output\n40\n--- notes\nin\n")
    }

    @Test func stepsTheClock() {
        let effects = Effects.scripted(time: ManualTime(start: "2026-01-01T00:00:00Z"))
        #expect(effects.now().inSeconds == "2026-01-01T00:00:00Z")
        effects.pause(.seconds(60))
        #expect(effects.now().inSeconds == "2026-01-01T00:01:01Z")
        #expect(ManualRandom().next() == ManualRandom().next())
    }

    @Test func answersScriptedCallsOnce() throws {
        let programs = ScriptedPrograms()
        programs.expect(ProcessCall("git", ["fetch"]), answers: ProcessOutcome(output: "ok"))
        #expect(try programs.runner.run(ProcessCall("git", ["fetch"])).output == "ok")
        programs.finish()
        withKnownIssue {
            programs.expect(ProcessCall("git", ["push"]))
            #expect(throws: ProcessFailure.notFound(program: "rm")) { try programs.runner.run(ProcessCall("rm", [])) }
            programs.finish()
        }
    }
}
