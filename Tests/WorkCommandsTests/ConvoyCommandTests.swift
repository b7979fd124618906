import Arguments
import CommandKit
import Console
import Effects
import Layout
import Ledger
import Mail
import Settings
import Stores
import TestKit
import Testing
import TownKit
import Vocabulary
import WorkCommands

@Suite(.scratch) struct ConvoyCommandTests {
    private let town: ScratchTown

    init() throws {
        var town = try ScratchTown()
        town.effects.now = ManualTime(step: .zero).now
        town.effects.random = ManualRandom().next
        self.town = town
        try town.makeRig()
        try town.task("sh-a")
        try town.task("sh-b")
    }

    private func gt(_ arguments: String...) -> ToolRun { WorkTool.run(["convoy"] + arguments, in: town) }

    private func close(_ ids: String...) throws {
        try town.change("shop") { transaction in
            for id in ids { try transaction.close(BeadID(trusted: id)) }
        }
    }

    private func only() throws -> BeadID {
        let first = gt("list", "--json").output.split(separator: "\"").map(String.init).first { $0.hasPrefix("hq-cv-") }
        return BeadID(trusted: try #require(first))
    }

    @Test func createsAndFollowsABatch() throws {
        let created = gt("create", "First batch", "sh-a", "sh-b", "--notify", "--notify=deacon/")
        let id = try only()
        #expect(
            created.description == """
                status: 0
                --- output
                ✓ Created convoy 🚚 \(id)

                  Name:     First batch
                  Tracking: 2 issues
                  Issues:   sh-a, sh-b
                  Notify:   mayor, deacon
                --- notes

                """
        )
        try close("sh-a")
        #expect(
            gt("list").output == """
                Convoys

                  1. 🚚 \(id): First batch ● 1/2

                Use 'gt convoy status <id>' for detailed view.

                """
        )
        let status = """
            🚚 \(id): First batch

              Status:    open
              Progress:  1/2 completed
              Created:   2026-01-02 03:04
              Watchers:  deacon, mayor

              Tracked issues:
                ✓ sh-a: Task sh-a
                ○ sh-b: Task sh-b

            """
        for run in [gt("status"), gt("status", "1"), gt("status", id.description)] { #expect(run.output == status) }
        #expect(
            gt("status", "1", "--json").output == """
                {
                  "id": "\(id)",
                  "title": "First batch",
                  "status": "open",
                  "created_at": "2026-01-02T03:04:05Z",
                  "created_by": "tester",
                  "progress": {
                    "done": 1,
                    "total": 2
                  },
                  "members": [
                    {
                      "id": "sh-a",
                      "title": "Task sh-a",
                      "status": "closed"
                    },
                    {
                      "id": "sh-b",
                      "title": "Task sh-b",
                      "status": "open"
                    }
                  ],
                  "watchers": [
                    "deacon",
                    "mayor"
                  ]
                }

                """
        )
    }

    @Test func checkClosesWhatSomebodyClosedByHand() throws {
        _ = gt("create", "Batch", "sh-a")
        let id = try only()
        #expect(gt("check").output == "No convoys ready to close.\n")
        #expect(gt("check", "--json").output == "[]\n")
        try close("sh-a")
        #expect(gt("check", id.description).output == "✓ Closed convoy 🚚 \(id)\n")
        #expect(gt("check").output == "No convoys ready to close.\n")
        #expect(gt("list").output == "No convoys found.\nCreate a convoy with: gt convoy create <name> [issues...]\n")
        #expect(gt("list", "--json").output == "[]\n")
        #expect(gt("list", "--all").output.contains("  🚚 \(id): Batch ✓ 1/1\n"))
        #expect(
            try Mailbox(of: .overseer).messages(in: town.stores().hq().read).map(\.subject) == [
                "Convoy complete: Batch"
            ]
        )
        #expect(gt("add", id.description, "sh-b").output == "✓ Added 1 issue(s) to convoy 🚚 \(id)\n  Issues: sh-b\n")
        #expect(gt("add", "1", "sh-b").output == "🚚 \(id) tracks these already; nothing was added\n")
        #expect(gt("status", "1").output.contains("Progress:  1/2 completed"))
    }

    @Test func aReopenedIssueAndARemovedRigShow() throws {
        _ = gt("create", "Batch", "sh-a", "sh-b")
        let id = try only()
        try close("sh-a", "sh-b")
        #expect(gt("check").output == "✓ Closed convoy 🚚 \(id)\n")
        try town.change("shop") { try $0.update(BeadID(trusted: "sh-b")) { $0.status = .open } }
        #expect(gt("list").output.contains("  1. 🚚 \(id): Batch ● 1/2\n"))
        #expect(gt("status", "1").output.contains("  Status:    open again\n"))
        #expect(gt("check").output.contains("● Convoy 🚚 \(id) is open again\n"))
        #expect(!gt("status", "1").output.contains("again"))
        var registry = try RigRegistry.read(town.town)
        registry.remove(try #require(RigName("shop")))
        try registry.write()
        #expect(
            gt("status", id.description).output.contains(
                "Progress:  0/2 completed, 2 gone with a rig that was removed\n"
            )
        )
        #expect(gt("status", id.description).output.contains("    ✗ sh-a: (its rig was removed)\n"))
        #expect(gt("status", id.description, "--json").output.contains("\"status\": \"gone\""))
        #expect(gt("check").output == "✓ Closed convoy 🚚 \(id)\n")
        #expect(gt("list", "--json").output == "[]\n")
    }

    @Test func anIssueAloneNamesItsConvoy() throws {
        #expect(gt("create", "sh-a").output.contains("  Name:     Tracking sh-a\n  Tracking: 1 issues\n"))
    }

    @Test(arguments: [
        (["create"], 2, "<name> is missing"),
        (["create", "Batch"], 2, "a convoy needs at least one issue; nothing was created"),
        (["create", "Batch", "sh-zz"], 1, "no issue sh-zz in this town; nothing was written"),
        (["create", "Batch", "xx-a", "sh-a"], 1, "no issue xx-a in this town; nothing was written"),
        (["create", "Batch", "a b"], 2, "\"a b\" is no id of an issue; nothing was written"),
        (
            ["create", "Batch", "sh-a", "--notify=nobody"], 1,
            "unknown recipient: nobody (no matching agent or workspace found); nothing was sent"
        ),
        (["status", "NONE"], 1, "convoy 'NONE' not found"), (["status", "7"], 1, "convoy '7' not found"),
        (["status", "sh-a"], 1, "convoy 'sh-a' not found"), (["add", "NONE", "sh-a"], 1, "convoy 'NONE' not found"),
        (["check", "hq-cv-xxxxx"], 1, "convoy 'hq-cv-xxxxx' not found"),
    ]) func oneClearErrorForBadInput(arguments: [String], status: Int32, summary: String) throws {
        let run = WorkTool.run(["convoy"] + arguments, in: town)
        #expect(run.status == status && run.output.isEmpty)
        #expect(run.notes.split(separator: "\n").first.map(String.init) == "Error: \(summary)")
        #expect(gt("list", "--all", "--json").output == "[]\n")
    }
}
