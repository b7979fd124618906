import Effects
import Foundation
import Ledger
import SQL
import TestKit
import Testing
import Vocabulary

/// Each of the three ways a write ends, killed at every step: nothing, or all of it.
@Suite(.scratch) struct KillTests {
    /// What a write touches: versioned tables, ignored ones, or both.
    static let endings = ["versioned", "ignored", "both"]

    /// Before the body, after its first row, after its last, before the events, after them, between the version commit
    /// and the `COMMIT` behind it, after the end.
    static let steps = 1...7

    @Test(arguments: endings, steps) func leavesNothingOrEverything(_ ending: String, _ step: Int) async throws {
        let town = try LedgerFixture()
        try town.beads("a")
        try town.beads("w") { $0.isEphemeral = true }
        let before = try town.ledger.content()
        let versions = try town.ledger.versions()
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [path = town.path as String, ending = ending as String, step = step as Int] in
            var effects = Effects.scripted()
            effects.steps = Steps { KillTests.kill(at: 4 + $0.number, of: step) }
            let ledger = try Ledger(at: path, .writing, effects: effects)
            _ = try KillTests.write(ending, in: ledger, killedAt: step)
            // A write without a version commit has no sixth step.
            KillTests.kill(at: max(step, 6), of: step)
        }
        let isThere = step >= 6
        let after = try town.another(.reading)
        #expect(try (after.content() != before) == isThere)
        #expect(try after.versions() == versions + (isThere && ending != "ignored" ? 1 : 0))
        #expect(try after.number("SELECT count(*) FROM dolt_status") == 0)
        #expect(try after.names("PRAGMA integrity_check") == ["ok"])
        // The same operation again: it lands once, whether it had landed before or not.
        let answer = try KillTests.write(ending, in: town.ledger, killedAt: 0)
        #expect(answer.text == "the answer of \(ending)")
        let landed = try town.ledger.content()
        let titles = [ending == "ignored" ? "The bead a" : "new", ending == "versioned" ? "The bead w" : "new"]
        #expect(try [town.bead("a").title, town.bead("w").title] == titles)
        let again = try KillTests.write(ending, in: town.another(), killedAt: 0, isRunning: false)
        #expect(again.text == "the answer of \(ending)")
        #expect(try town.ledger.content() == landed)
        #expect(try town.ledger.versions() == versions + (ending == "ignored" ? 0 : 1))
    }

    /// One write that ends as `ending` says; `isRunning` is whether its body may run.
    private static func write(
        _ ending: String,
        in ledger: Ledger,
        killedAt step: Int,
        isRunning: Bool = true
    ) throws -> Deadly {
        try ledger.transaction(as: LedgerFixture.actor, OperationID("op-\(ending)"), message: ending) { transaction in
            #expect(isRunning)
            kill(at: 1, of: step)
            let names = ["versioned": ["a"], "ignored": ["w"], "both": ["a", "w"]][ending] ?? []
            for name in names {
                try transaction.update(id(name)) { $0.title = "new" }
                kill(at: 2, of: step)
            }
            kill(at: 3, of: step)
            return Deadly(text: "the answer of \(ending)", isKilling: step == 4)
        }
    }

    private static func kill(at point: Int, of step: Int) {
        if point == step { _ = Foundation.kill(getpid(), SIGKILL) }
    }

    /// An answer that ends the process when the transaction asks for its text.
    private struct Deadly: LandedValue {
        var text: String
        var isKilling = false
        var landed: String {
            if isKilling { KillTests.kill(at: 4, of: 4) }
            return text
        }
        static func restored(from landed: String) -> Deadly { Deadly(text: landed) }
    }
}
