import Git
import Ledger
import LedgerKit
import Polecats
import ShellAgent
import TestKit
import Testing
import TownKit
import Vocabulary

@Suite(.scratch, .needs("git")) struct ShellAgentTests {
    private static let two = """
        ```sh
        echo two >>file.txt
        ```
        Then, only once:
        ```sh
        echo "$GT_BLOCK of $GT_BEAD" >>file.txt; echo said
        ```
        """

    @Test func runsEachBlockCommitsItAndHandsIn() throws {
        let hand = try Hand(Self.two)
        try hand.work()
        #expect(try hand.file("file.txt") == "one\ntwo\n2 of sh-1\n")
        #expect(
            try hand.messages == [
                "Change it\n\nBlock 2 of 2: echo \"$GT_BLOCK of $GT_BEAD\" >>file.txt; echo said\n\nGt-Bead: sh-1\nGt-Block: 2\n",
                "Change it\n\nBlock 1 of 2: echo two >>file.txt\n\nGt-Bead: sh-1\nGt-Block: 1\n",
            ]
        )
        #expect(hand.calls == ["prime", "mail", "mail", "mail", "done"])
        let comments = try hand.comments
        #expect(comments.count == 2)
        #expect(comments.last?.hasSuffix("\n\nsaid\n") ?? false)
        #expect(try hand.seat?.state == .working)
    }

    @Test func commitsAsTheWorker() throws {
        let hand = try Hand(Self.two)
        try hand.work()
        let author = try hand.worktree.call(["log", "-1", "--format=%an <%ae> %cn"])
        #expect(author == "shop/polecats/furiosa <shop.polecats.furiosa@gastown.local> shop/polecats/furiosa\n")
    }

    @Test func afterAKillItGoesOnAfterTheLastFinishedBlock() throws {
        let hand = try Hand(Self.two)
        struct Killed: Error {}
        var turns = 0
        hand.beforeMail = {
            turns += 1
            if turns == 2 { throw Killed() }
        }
        #expect(throws: Killed.self) { try hand.work() }
        hand.beforeMail = {}
        try hand.write("half\n", to: "file.txt")
        try hand.write("left\n", to: "new.txt")
        try hand.work()
        #expect(try hand.file("file.txt") == "one\ntwo\n2 of sh-1\n")
        #expect(try hand.messages.count == 2)
        #expect(hand.calls.filter { $0 == "preserve" }.count == 1)
        #expect(try hand.comments.contains("goes on after block 1; what lay there is in snapshot furiosa-1"))
    }

    @Test func tellsTheOverseerAndKeepsTheBeadWhenABlockFails() throws {
        let hand = try Hand("```sh\necho before\nfalse\necho after\n```\n")
        #expect(throws: (any Error).self) { try hand.work() }
        #expect(try hand.seat?.state == .escalated)
        #expect(try hand.messages.isEmpty)
        let letter = try #require(try hand.letters.first)
        #expect(letter.contains("sh-1 needs you: sh block 1 of 1 ended with status 1"))
        #expect(letter.contains("before") && !letter.contains("after\\n\""))
        #expect(hand.calls.last == "deliver")
        #expect(try hand.comments.count == 1)
    }

    @Test(arguments: [("kill -TERM $$", true), ("sh -c 'kill -HUP $$'", true), ("exit 15", false)])
    func waitsWhetherItIsEndedTooBeforeItTellsAnybody(script: String, waits: Bool) throws {
        let hand = try Hand("```sh\n\(script)\n```\n")
        #expect(throws: (any Error).self) { try hand.work() }
        #expect((hand.waited.total > .zero) == waits)
        #expect(try hand.seat?.state == .escalated)
    }

    @Test func goesOnOnceTheDescriptionIsMended() throws {
        let hand = try Hand("```sh\necho two >>file.txt\n```\n```sh\nfalse\n```\n")
        #expect(throws: (any Error).self) { try hand.work() }
        let bead = hand.bead
        try hand.rig.store.change { transaction in
            _ = try transaction.update(bead) {
                $0.description = "```sh\necho two >>file.txt\n```\n```sh\necho three >>file.txt\n```\n"
            }
        }
        try hand.work()
        #expect(try hand.file("file.txt") == "one\ntwo\nthree\n")
        #expect(try hand.seat?.state == .working)
    }

    @Test func stopsABlockAtItsLimitAndKeepsWhatItSaid() throws {
        let hand = try Hand("```sh limit=300ms\necho begun\nsleep 60 & sleep 60\n```\n")
        #expect(throws: (any Error).self) { try hand.work() }
        let comment = try #require(try hand.comments.first)
        #expect(comment.contains("did not end within"))
        #expect(comment.contains("begun"))
    }

    @Test(arguments: ["only prose", "```sh\ntrue\n```\n", "```sh\ngit checkout -q --detach\n```\n", "```sh\nopen"])
    func escalatesWhatCannotBeHandedIn(_ description: String) throws {
        let hand = try Hand(description)
        #expect(throws: (any Error).self) { try hand.work() }
        #expect(try hand.seat?.state == .escalated)
        #expect(try hand.letters.count == 1)
        #expect(!hand.calls.contains("done"))
    }

    @Test func aLostSessionDoesNothing() throws {
        let hand = try Hand(Self.two)
        let seat = try #require(try hand.seat)
        hand.beforeMail = { [rig = hand.rig] in
            try rig.store.change { _ = try rig.seats.renew(seat, in: $0) }
        }
        #expect(throws: SeatFault.self) { try hand.work() }
        #expect(try hand.messages.isEmpty)
        #expect(try hand.letters.isEmpty)
    }

    @Test func credentialsStayOutOfCommentsAndMail() throws {
        let token = "ghp_" + String(repeating: "aB3dE6gH9", count: 4)
        let hand = try Hand("```sh\necho \(token.prefix(20))''\(token.dropFirst(20)); false\n```\n")
        #expect(throws: (any Error).self) { try hand.work() }
        #expect(try !hand.comments.joined().contains(token))
        #expect(try !hand.letters.joined().contains(token))
    }
}
