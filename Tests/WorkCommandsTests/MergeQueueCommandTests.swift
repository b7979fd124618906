import Arguments
import CommandKit
import Console
import Effects
import JSON
import Layout
import Ledger
import Settings
import Stores
import TestKit
import Testing
import TownKit
import Vocabulary
import WorkCommands

@Suite(.scratch) struct MergeQueueCommandTests {
    private let town: ScratchTown

    init() throws {
        var town = try ScratchTown()
        town.effects.now = ManualTime(step: .zero).now
        town.effects.random = ManualRandom().next
        self.town = town
        let rig = try town.makeRig()
        let identity = RigIdentity(
            name: rig.name,
            remote: "/nowhere.git",
            defaultBranch: "trunk",
            prefix: try prefix,
            createdAt: town.effects.now()
        )
        try identity.write(rig)
    }

    private var prefix: Prefix { get throws { try #require(Prefix("sh")) } }

    private func gt(_ arguments: String...) -> ToolRun { WorkTool.run(arguments, in: town) }

    private func file(_ name: String, _ incarnation: String, priority: Int = 2) throws {
        try town.task(name) { $0.title = "Work \(name)" }
        let request = MergeRequestRecord(
            for: BeadID(trusted: name),
            prefix: try prefix,
            worker: "shop/polecats/toast",
            incarnation: try #require(Incarnation(incarnation)),
            branch: "polecat/toast/\(name)@\(incarnation)",
            target: "trunk",
            base: String(repeating: "a", count: 40),
            head: String(repeating: "b", count: 40),
            priority: priority,
            attempt: 0
        )
        try town.change("shop") { try $0.file(request) }
    }

    @Test(arguments: [["refinery", "start", "shop"], ["refinery", "run", "shop", "--once"]])
    func nothingIsStartedWhileTheTownIsDown(words: [String]) throws {
        try town.change("hq") { try $0.markTown(stopped: true) }
        let run = WorkTool.run(words, in: town)
        let since = try #require(try town.stores().hq().read.townStopped())
        #expect(run.status == 1)
        #expect(run.notes.contains("Error: the town is down since \(since); nothing was started"), "\(run)")
    }

    @Test(.needs("tmux")) func aRefineryThatIsStoppedStaysSoAndSaysIt() throws {
        #expect(
            gt("refinery", "stop", "shop").output == """
                No refinery of shop was running.
                  It stays stopped until `gt refinery start shop` or `gt up`.

                """
        )
        let rig = try #require(RigName("shop"))
        let since = try #require(try town.stores().hq().read.refineryStopped(rig))
        let status = gt("refinery", "status", "shop").output
        #expect(status.hasPrefix("Refinery of shop: stopped by hand since \(since)\n"), "\(status)")
        let json = try JSON.parse(gt("refinery", "status", "shop", "--json").output)
        #expect(json["stopped"]?.string == since && json["state"] == "stopped" && json["running"] == false)
    }

    @Test func anEmptyQueueIsSaidInWordsAndIsAnEmptyList() {
        #expect(
            gt("mq", "list", "shop").description == "status: 0\n--- output\nNo merge requests in shop.\n--- notes\n"
        )
        #expect(gt("mq", "list", "shop", "--json").output == "[]\n")
    }

    @Test func listsInTheOrderInWhichTheyAreTaken() throws {
        try file("sh-a", "0000000001")
        try file("sh-b", "0000000002", priority: 0)
        #expect(
            gt("mq", "list", "shop").output == """
                #  ID                PRI  STATE  ISSUE  TITLE      BRANCH
                1  sh-mr-0000000002  P0   open   sh-b   Work sh-b  polecat/toast/sh-b@0000000002
                2  sh-mr-0000000001  P2   open   sh-a   Work sh-a  polecat/toast/sh-a@0000000001

                """
        )
        let first = try #require(try JSON.parse(gt("mq", "list", "shop", "--json").output).array?.first)
        #expect(
            first.members?.map(\.name) == [
                "id", "title", "status", "state", "priority", "type", "created_at", "updated_at", "branch", "target",
                "source_issue", "source_title", "worker", "rig", "position", "attempt", "base", "head", "merge_commit",
                "reason",
            ]
        )
        #expect(gt("mq", "list", "shop", "--status", "merged", "--json").output == "[]\n")
        #expect(gt("mq", "list", "shop", "--status", "lost").status == 2)
    }

    @Test func showsARequestByItsOwnNameOrThatOfTheWork() throws {
        try file("sh-a", "0000000001")
        let shown = gt("mq", "status", "sh-a")
        #expect(
            shown.description == """
                status: 0
                --- output
                sh-mr-0000000001: sh-a Work sh-a
                  State:   open, number 1 in the queue
                  Branch:  polecat/toast/sh-a@0000000001 at bbbbbbbbbbbb
                  Target:  trunk of shop
                  Worker:  shop/polecats/toast
                  Filed:   2026-01-02T03:04:05Z, priority P2
                --- notes

                """
        )
        #expect(gt("mq", "status", "sh-mr-0000000001").output == shown.output)
    }

    @Test func onlyWhatIsParkedGoesBackIntoTheQueue() throws {
        try file("sh-a", "0000000001")
        let id = BeadID(trusted: "sh-mr-0000000001")
        let refused = gt("mq", "retry", "shop", "sh-mr-0000000001")
        #expect(refused.status == 1)
        #expect(refused.notes == "Error: sh-mr-0000000001 is open; nothing was changed\n")
        try town.change("shop") { transaction in
            let held = try #require(try transaction.claimRequest(id, for: "1:1:test"))
            try transaction.conclude(held, as: .parked, reason: "a hook said no")
        }
        #expect(gt("mq", "list", "shop", "--json").output.contains("\"reason\": \"a hook said no\""))
        #expect(gt("mq", "retry", "shop", "sh-mr-0000000001").status == 0)
        #expect(try town.stores().database("shop").read.request(id)?.state == .open)
    }

    @Test func theStateOfARefineryThatStandsStillHasItsReason() throws {
        try town.change("shop") { transaction in
            let id = BeadID(trusted: "sh-shop-refinery")
            let rig = RigName("shop")
            var agent = AgentRecord(id: id, role: "refinery", rig: rig, name: nil, since: transaction.time)
            agent.state = .stuck
            try transaction.put(agent)
            try transaction.update(id) { $0.notes = "trunk itself is red" }
        }
        #expect(gt("mq", "list", "shop").output.hasPrefix("The queue stands still: trunk itself is red\n"))
    }
}
