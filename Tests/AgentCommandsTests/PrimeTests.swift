import Ledger
import Stores
import TestKit
import Testing
import TownKit
import Vocabulary

@Suite(.scratch) struct PrimeTests {
    private func session(_ seat: AgentRecord, token: Int? = nil) throws -> [String: String] {
        [
            "GT_ROLE": try #require(seat.address).description,
            "GT_INCARNATION": try #require(seat.incarnation).description,
            "GT_TOKEN": "\(token ?? seat.token.value)",
        ]
    }

    @Test func aWorkersFirstPrimeBeginsTheWork() throws {
        let gt = try TownRun()
        let bead = try gt.town.task("sh-a") { $0.description = "Do it" }
        let seat = try gt.town.sling(bead, incarnation: try #require(Incarnation("mwq68crp01")))
        let worktree = try #require(seat.worktree)
        let looked = gt("prime", in: worktree)
        #expect(looked.status == 0 && looked.output.contains("## On your hook: sh-a — Task sh-a\n"))
        #expect(try gt.town.stores().database("shop").read.bead(bead)?.status == .hooked)
        let run = gt("prime", "--hook", in: worktree, environment: try session(seat), input: #"{"source":"startup"}"#)
        #expect(run.output == looked.output && run.notes.isEmpty && run.status == 0)
        #expect(try gt.town.stores().database("shop").read.bead(bead)?.status == .inProgress)
        let again = gt("prime", "--hook", environment: try session(seat), input: #"{"source":"compact"}"#)
        #expect(again.output.contains("go on where you were, do not start over"))
    }

    @Test func anOutdatedSessionIsToldToStop() throws {
        let gt = try TownRun()
        let bead = try gt.town.task("sh-a")
        let seat = try gt.town.sling(bead, incarnation: try #require(Incarnation("mwq68crp01")))
        let old = try session(seat, token: 0)
        #expect(
            gt("prime", environment: old).description == """
                status: 1
                --- output
                --- notes
                Error: this session's occupation of sh-shop-polecat-furiosa has ended; nothing was done
                Caused by: its token is 0, the present one is 1
                Hint: Stop working here: the bead was given to another session.

                """
        )
        #expect(
            gt("prime", "--hook", environment: old).description == """
                status: 0
                --- output
                STOP. this session's occupation of sh-shop-polecat-furiosa has ended; nothing was done: its token is 0, \
                the present one is 1.
                Change nothing, commit nothing, run no `gt done`; end this session.
                --- notes

                """
        )
        #expect(try gt.town.stores().database("shop").read.bead(bead)?.status == .hooked)
    }

    @Test func isSilentOutsideATown() throws {
        let gt = try TownRun()
        #expect(gt("prime", "--hook", in: "/", input: "{}").description == "status: 0\n--- output\n--- notes\n")
        let plain = gt("prime", in: "/")
        #expect(plain.status == 1 && plain.output.isEmpty && plain.notes.hasPrefix("Error: / is in no town\n"))
    }

    @Test func everyPlaceHasABrief() throws {
        let gt = try TownRun()
        for (folder, name) in [
            ("", "overseer"), ("mayor", "mayor"), ("deacon", "deacon"), ("shop/refinery/rig", "shop/refinery"),
        ] {
            #expect(gt("prime", in: folder).output.hasPrefix("# Gas Town: \(name)\n"))
        }
        #expect(gt("prime", in: "shop/polecats/nux/shop").notes.hasPrefix("Error: shop has no polecat nux\n"))
        let role = gt("prime", environment: ["GT_ROLE": "nonsense"])
        #expect(role.status == 2 && role.notes.hasPrefix("Error: GT_ROLE is \"nonsense\", which is no address\n"))
    }
}
