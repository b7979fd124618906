import Ledger
import Stores
import TestKit
import Testing
import TownKit
import Vocabulary

@Suite(.scratch) struct NudgeCommandTests {
    @Test func queuesForARunningWorker() throws {
        let gt = try TownRun()
        let incarnation = try #require(Incarnation("mwq68crp01"))
        _ = try gt.town.sling(try gt.town.task("sh-a"), incarnation: incarnation, to: "claude")
        #expect(
            gt("nudge", "shop/furiosa", "please report", "--priority", "urgent").description == """
                status: 0
                --- output
                ✓ Nudge queued for shop/polecats/furiosa; its hook delivers it between two steps
                --- notes

                """
        )
        let nudges = try gt.town.stores().hq().read.nudges(for: try #require(Address("shop/polecats/furiosa")))
        #expect(nudges.map(\.text) == ["please report"] && nudges.map(\.isUrgent) == [true])
    }

    @Test func theShellAgentShowsItInItsTerminal() throws {
        let gt = try TownRun()
        _ = try gt.town.sling(try gt.town.task("sh-a"), incarnation: try #require(Incarnation("mwq68crp01")))
        let run = gt("nudge", "shop/furiosa", "please report")
        let shown = "it is shown in its terminal before the next block"
        #expect(run.output == "✓ Nudge queued for shop/polecats/furiosa; \(shown)\n")
        let role = ["GT_ROLE": "shop/polecats/furiosa"]
        #expect(gt("mail", "check", "--inject", in: "shop", environment: role).output.contains("please report"))
    }

    @Test func promisesNoHookWhereThereIsNone() throws {
        let gt = try TownRun()
        let asked = "no hook of the town's delivers it: `gt mail check --inject` there does"
        #expect(gt("nudge", "mayor", "hello").output == "✓ Nudge queued for mayor; \(asked)\n")
        let incarnation = try #require(Incarnation("mwq68crp01"))
        _ = try gt.town.sling(try gt.town.task("sh-a"), incarnation: incarnation, to: "somebody's own")
        #expect(gt("nudge", "shop/furiosa", "hello").output.hasSuffix("; \(asked)\n"))
    }

    @Test(arguments: [
        (["mayor"], 2, "a nudge needs a text"),
        (["mayor", "a", "-m", "b"], 2, "give the text once: as a word, with --message or with --stdin"),
        (
            ["mayor", "a", "--priority", "high"], 2,
            "invalid argument \"high\" for \"--priority\" flag: expected one of normal, urgent"
        ),
        (["overseer", "a"], 2, "overseer is no agent and cannot be nudged; nothing was queued"),
        (["shop/refinery", "a"], 2, "shop/refinery is no agent and cannot be nudged; nothing was queued"),
        (
            ["shop/nobody", "a"], 1,
            "unknown recipient: shop/nobody (no matching agent or workspace found); nothing was sent"
        ),
        (["mayor", " "], 2, "a nudge needs a text; nothing was queued"),
        (["mayor", "a", "--ttl", "0"], 2, "a time to live must be longer than nothing; nothing was sent"),
    ]) func oneClearErrorForBadInput(arguments: [String], status: Int32, summary: String) throws {
        let run = try TownRun().run(["nudge"] + arguments)
        #expect(run.status == status && run.output.isEmpty)
        #expect(run.notes.split(separator: "\n").first.map(String.init) == "Error: \(summary)")
    }
}
