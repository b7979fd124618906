import Basics
import Layout
import Ledger
import Priming
import Testing
import Vocabulary

@Suite struct BriefTests {
    private let town = TownLayout(root: "/home/ann/gt")

    private func time() throws -> Timestamp { try #require(Timestamp("2026-11-21T08:26:37Z")) }

    private func brief(_ edit: (inout Bead) -> Void = { _ in }, comments: [String] = []) throws -> Brief {
        let rig = try #require(RigName("shop"))
        let name = try #require(SeatName("toast"))
        var seat = AgentRecord(
            id: BeadID(trusted: "sh-shop-polecat-toast"),
            role: "polecat",
            rig: rig,
            name: name,
            since: try time()
        )
        seat.hook = BeadID(trusted: "sh-a1b")
        seat.branch = "polecat/toast/sh-a1b@mwq68crp01"
        seat.worktree = "/home/ann/gt/shop/polecats/toast/shop"
        var bead = Bead(id: BeadID(trusted: "sh-a1b"), title: "Add greeting", at: try time())
        bead.description = "Create hello.txt"
        edit(&bead)
        let remarks = try comments.map {
            Comment(id: "c", bead: bead.id, author: "shop/refinery", text: $0, createdAt: try time())
        }
        var brief = Brief(address: .polecat(rig, name), town: town)
        brief.seat = seat
        brief.work = Brief.Work(bead: bead, labels: [], comments: remarks)
        return brief
    }

    @Test func tellsAWorkerEverythingItNeeds() throws {
        var brief = try brief({ $0.attempt = 1 }, comments: ["gate test failed"])
        brief.unreadMail = 2
        #expect(
            brief.text == """
                # Gas Town: shop/polecats/toast

                You are a polecat (worker) of the rig (project) shop, alone with one piece of work, the bead below.
                Folder: /home/ann/gt/shop/polecats/toast/shop
                Branch: polecat/toast/sh-a1b@mwq68crp01

                Begin now; nobody will tell you to. The bead is the whole task: do it, no more and no less.
                1. Work in this folder and on this branch only. No pull requests, no pushes: that is done for you.
                2. Run the project's own tests. Commit everything that belongs to the work.
                3. `gt done` ends it: it checks, pushes the branch and puts it into the merge queue.
                Note what others should know with `bd comment sh-a1b "..."`. Work you find beside the task:
                `bd create "<title>"`. If you cannot go on: `gt mail send overseer -s "HELP: sh-a1b" -m "..."`.

                ## On your hook: sh-a1b — Add greeting
                P2 · task · attempt 2

                Create hello.txt

                ## Comments
                - 2026-11-21T08:26:37Z shop/refinery: gate test failed

                Mail: 2 unread; `gt mail inbox` lists, `gt mail read <id>` reads.

                """
        )
    }

    @Test func cutsWhatIsLongAtACharacterAndSaysWhereTheRestIs() throws {
        for text in ["ä", "🚚", "e\u{301}", "👨‍👩‍👧"] {
            let long = String(repeating: text, count: 6000)
            let comments = (1...40).map { "\($0): \(long.prefix(300))" } + [String(long)]
            let brief = try brief({ $0.description = long }, comments: comments)
            #expect(brief.text.utf8.count <= Brief.longest)
            #expect(brief.text.utf8.count > Brief.longest - 200)
            #expect(brief.text.contains("[cut; `bd show sh-a1b` shows all]"))
            #expect(!brief.text.unicodeScalars.contains("\u{FFFD}"))
            #expect(brief.text.contains("`gt done` ends it"))
            #expect(brief.text.hasSuffix("Mail: none unread.\n"))
        }
    }

    @Test func theNewestCommentIsTheLastToGo() throws {
        let comments = (1...30).map { "log \($0) " + String(repeating: "x", count: 200) }
        let text = try brief({ $0.description = String(repeating: "d ", count: 3000) }, comments: comments).text
        #expect(text.contains("log 30 ") && !text.contains("log 1 "))
        #expect(text.utf8.count <= Brief.longest)
    }

    @Test func staysShortWhateverABeadSays() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let lengths = (0..<5).map { _ in Int.random(in: 0..<5000, using: &random) }
            let brief = try brief(
                {
                    $0.title = String(repeating: "t", count: lengths[0] % 500)
                    $0.description = String(repeating: "dß", count: lengths[1])
                    $0.design = String(repeating: "e", count: lengths[2])
                },
                comments: [lengths[3], lengths[4]].map { String(repeating: "c€", count: $0) }
            )
            #expect(brief.text.utf8.count <= Brief.longest, "\(lengths)")
        }
    }

    @Test(arguments: [
        "mayor", "deacon", "overseer", "shop/witness", "shop/refinery", "shop/crew/dave", "shop/polecats/nux",
    ])
    func everyRoleHasABrief(address: String) throws {
        var brief = Brief(address: try #require(Address(address)), town: town, rigs: [try #require(RigName("shop"))])
        brief.isContinuation = true
        #expect(brief.text.hasPrefix("# Gas Town: \(address)\n\n"))
        #expect(
            brief.text.hasSuffix(
                "\nYou have read this before: go on where you were, do not start over.\nMail: none unread.\n"
            )
        )
        #expect(brief.text.utf8.count <= 2048)
    }
}
