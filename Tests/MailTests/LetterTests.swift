import Basics
import Effects
import Ledger
import LedgerKit
import Mail
import TestKit
import Testing
import Vocabulary

@Suite(.scratch) struct LetterTests {
    private func letter(to recipients: Address..., subject: String = "Hello", body: String = "Text") -> Letter {
        Letter(to: recipients, from: "overseer", subject: subject, body: body)
    }

    @Test func eachRecipientHasAStateOfItsOwn() throws {
        let hq = try ScratchLedger("hq", prefix: "hq")
        let ids = try hq.write { try letter(to: .mayor, .overseer, .mayor).send(in: $0) }
        #expect(Set(ids).count == 1 && ids.count == 2)
        try hq.change { try $0.end(ids[0], for: .mayor, as: .read) }
        #expect(try hq.ledger.read.message(ids[0]).map(\.state) == [.read, .unread])
        #expect(try hq.bead(ids[0])?.status == .open)
        try hq.change { try $0.end(ids[0], for: .overseer, as: .read) }
        let bead = try #require(try hq.bead(ids[0]))
        #expect(bead.status == .closed && bead.type == .message && bead.closeReason == "read")
        #expect(try hq.write { try $0.end(ids[0], for: .overseer, as: .expired) } == false)
    }

    @Test func listsByUrgencyThenByAge() throws {
        let hq = try ScratchLedger("hq", prefix: "hq")
        for (subject, priority) in [("a", 2), ("b", 0), ("c", 2), ("d", 4)] {
            var one = letter(to: .mayor, subject: subject)
            one.priority = priority
            try hq.write { try one.send(in: $0) }
        }
        let box = Mailbox(of: .mayor)
        #expect(try box.messages(in: hq.ledger.read).map(\.subject) == ["b", "c", "a", "d"])
        #expect(try box.messages(in: hq.ledger.read, limit: 2).map(\.subject) == ["b", "c"])
        #expect(try box.message("2", in: hq.ledger.read).subject == "c")
        let second = try box.message("2", in: hq.ledger.read)
        _ = try hq.write { try box.markRead(second, in: $0).id }
        #expect(try box.messages(in: hq.ledger.read, unreadOnly: true).map(\.subject) == ["b", "a", "d"])
        #expect(try box.counts(in: hq.ledger.read) == (4, 3))
    }

    @Test(arguments: ["0", "5", "-1", "hq-none", "no such", ""]) func namesAMessageThatIsNotThere(text: String) throws {
        let hq = try ScratchLedger("hq", prefix: "hq")
        try hq.write { try letter(to: .mayor).send(in: $0) }
        #expect(throws: LetterFault.noMessage(text, .mayor)) {
            try Mailbox(of: .mayor).message(text, in: hq.ledger.read)
        }
    }

    @Test func nobodyReadsAnotherOnesMessageByItsId() throws {
        let hq = try ScratchLedger("hq", prefix: "hq")
        let ids = try hq.write { try letter(to: .mayor).send(in: $0) }
        #expect(throws: LetterFault.noMessage(ids[0].description, .deacon)) {
            try Mailbox(of: .deacon).message(ids[0].description, in: hq.ledger.read)
        }
    }

    @Test func anAnswerBelongsToTheThread() throws {
        let hq = try ScratchLedger("hq", prefix: "hq")
        let first = try hq.write { try letter(to: .mayor).send(in: $0) }[0]
        var answer = letter(to: .overseer, subject: "Re: Hello")
        answer.replyTo = first
        let second = try hq.write { try answer.send(in: $0) }[0]
        let thread = try #require(try hq.ledger.read.message(first).first?.thread)
        #expect(thread.hasPrefix("thread-") && thread.utf8.count == 19)
        #expect(try hq.ledger.read.message(second).map(\.thread) == [thread])
        answer.replyTo = BeadID(trusted: "hq-gone")
        #expect(throws: LetterFault.noMessage("hq-gone", .overseer)) { try hq.write { try answer.send(in: $0) } }
    }

    @Test func theSameKeyIsDeliveredOnceWhileUnread() throws {
        let hq = try ScratchLedger("hq", prefix: "hq")
        var alert = letter(to: .overseer, subject: "Red base")
        alert.duplicateKey = "red:shop"
        let ids = try (0..<5).map { _ in try hq.write { try alert.send(in: $0) }[0] }
        #expect(Set(ids).count == 1)
        #expect(try hq.ledger.read.unreadCount(of: .overseer) == 1)
        try hq.change { try $0.end(ids[0], for: .overseer, as: .read) }
        #expect(try hq.write { try alert.send(in: $0) } != [ids[0]])
    }

    @Test func aRepeatedOperationSendsNothing() throws {
        let hq = try ScratchLedger("hq", prefix: "hq")
        let operation = hq.effects.makeOperation()
        let ids = try (0..<3).map { _ in
            try hq.ledger.transaction(as: hq.actor, operation, message: "test") { try letter(to: .mayor).send(in: $0) }
        }
        #expect(Set(ids).count == 1)
        #expect(try hq.ledger.read.unreadCount(of: .mayor) == 1)
    }

    @Test func refusesWhatNoMessageMayBe() throws {
        let hq = try ScratchLedger("hq", prefix: "hq")
        let token = "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a"
        var loud = letter(to: .mayor)
        loud.priority = 5
        var dead = letter(to: .mayor)
        dead.timeToLive = .zero
        let long = String(repeating: "x", count: 70_000)
        let cases: [(Letter, LetterFault)] = [
            (letter(), .nobody), (letter(to: .mayor, subject: " \n"), .noSubject),
            (letter(to: .mayor, subject: String(long.prefix(501))), .longSubject(501, limit: 500)),
            (letter(to: .mayor, body: long), .longBody(70_000, limit: 65_536)), (loud, .priority(5)),
            (dead, .noTimeToLive), (letter(to: .mayor, body: "use \(token)"), .credential("GitHub token")),
            (letter(to: .mayor, subject: token), .credential("GitHub token")),
        ]
        for (letter, fault) in cases {
            #expect(throws: fault) { try hq.write { try letter.send(in: $0) } }
        }
        #expect(try hq.ledger.read.messages(to: .mayor, .unread, .read).isEmpty)
        #expect(loud.tidied.priority == 4)
        let tidied = letter(to: .mayor, subject: "\(token)\nx", body: long + token).tidied
        #expect(tidied.subject == "[GitHub token removed] x" && tidied.body.utf8.count <= 65_536)
        try tidied.check()
    }

    @Test func aFullInboxRefusesPeopleAndBuriesMachines() throws {
        let hq = try ScratchLedger("hq", prefix: "hq")
        try hq.change { transaction in
            for number in 0..<Letter.mostUnread {
                try transaction.add(
                    Message(
                        id: BeadID(trusted: "hq-m\(number)"),
                        to: .mayor,
                        from: "overseer",
                        subject: "m\(number)",
                        body: "",
                        thread: "thread-x",
                        at: transaction.time
                    )
                )
            }
        }
        #expect(throws: LetterFault.full(.mayor, 500)) { try hq.write { try letter(to: .mayor).send(in: $0) } }
        let ids = try (0..<3).map { _ in
            try hq.write { try letter(to: .mayor).send(in: $0, overflow: .bury) }[0]
        }
        #expect(try hq.ledger.read.unreadCount(of: .mayor) == 500)
        #expect(try ids.map { try hq.ledger.read.message($0).map(\.state) } == [[.dead], [.dead], [.dead]])
        let reports = try Mailbox(of: .overseer).messages(in: hq.ledger.read)
        #expect(reports.map(\.subject) == ["Mail to mayor cannot be delivered"])
        #expect(reports.first?.body.contains(ids[0].description) == true)
    }
}
