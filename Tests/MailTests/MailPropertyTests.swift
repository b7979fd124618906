import Basics
import Effects
import Ledger
import LedgerKit
import Mail
import TestKit
import Testing
import Vocabulary

/// Random sends, reads, nudges, turns, waits and crashes against a plain model of what must be there.
///
/// The end of every message that was acknowledged to its sender is: unread still, read, or expired
/// with a report; of every nudge: waiting, told to its reader, or expired with a report.
@Suite(.scratch) struct MailPropertyTests {
    private struct Crash: Error {}

    private struct Model {
        /// Subjects that were sent to an address and not yet read or expired.
        var unread: [Address: Set<String>] = [:]
        var waiting: [Address: Set<String>] = [:]
        var expected: Int { unread.values.map(\.count).reduce(0, +) }
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func nothingIsLostOrDoubled(seed: UInt64) throws {
        let time = ManualTime(step: .zero)
        let random = ManualRandom(seed: seed)
        let hq = try ScratchLedger("hq", prefix: "hq", effects: .scripted(time: time, random: random))
        let people = ["mayor", "shop/polecats/toast", "shop/polecats/nux"].compactMap { Address($0) }
        var model = Model()
        var told: [String: Int] = [:]
        func pick(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }

        for number in 0..<80 {
            let who = people[pick(people.count)]
            let mayCrash = pick(4) == 0
            switch pick(6) {
            case 0, 1:
                var letter = Letter(to: [who], from: "overseer", subject: "m\(number)", body: "")
                letter.timeToLive = pick(3) == 0 ? .seconds(300) : nil
                letter.priority = pick(5)
                if try write(hq, crashing: mayCrash, { try letter.send(in: $0) }) {
                    model.unread[who, default: []].insert("m\(number)")
                }
            case 2:
                let nudge = NudgeRequest(to: who, from: "overseer", text: "n\(number)")
                if try write(hq, crashing: mayCrash, { try nudge.queue(in: $0) }) {
                    model.waiting[who, default: []].insert("n\(number)")
                }
            case 3:
                guard let message = try Mailbox(of: who).messages(in: hq.ledger.read, unreadOnly: true).last else {
                    break
                }
                let read = { (transaction: Transaction) throws -> Void in
                    _ = try Mailbox(of: who).markRead(message, in: transaction)
                }
                if try write(hq, crashing: mayCrash, read) { model.unread[who]?.remove(message.subject) }
            case 4:
                // A turn: nudges are taken, shown, acknowledged; a crash may come before showing or after it.
                let lease = hq.effects.makeOperation()
                let arrivals = try Arrivals(for: who, in: hq.ledger.read, at: hq.effects.now())
                    .leasing(in: hq.ledger, as: hq.actor, lease)
                if mayCrash { break }
                for nudge in arrivals.nudges { told[nudge.text, default: 0] += 1 }
                if try write(hq, crashing: pick(4) == 0, { try arrivals.acknowledge(lease: lease, in: $0) }) {
                    for nudge in arrivals.nudges { model.waiting[who]?.remove(nudge.text) }
                }
            default:
                time.pause(.seconds(Int64(pick(400))))
                let overdue = try Overdue(in: hq.ledger.read, at: hq.effects.now())
                let late = try hq.ledger.read.overdueMessages(at: hq.effects.now())
                let lateNudges = try hq.ledger.read.overdueNudges(at: hq.effects.now())
                let settled = try write(hq, crashing: mayCrash) { try overdue.settle(in: $0) }
                if settled {
                    for message in late { model.unread[message.recipient]?.remove(message.subject) }
                    for nudge in lateNudges { model.waiting[nudge.recipient]?.remove(nudge.text) }
                    let reports = Set(late.map { "Not read in time: \($0.subject)" })
                    let known = Set(try Mailbox(of: .overseer).messages(in: hq.ledger.read).map(\.subject))
                    #expect(reports.isSubset(of: known), "seed \(seed)")
                }
            }
            try compare(model, people, hq, "seed \(seed), step \(number)")
        }
        // A reader that died after showing sees the same nudge again, never a third time without dying again.
        #expect(told.values.allSatisfy { $0 >= 1 })
    }

    /// One write; one that crashes leaves nothing, one that is repeated by its sender lands once.
    private func write(
        _ hq: ScratchLedger,
        crashing: Bool,
        _ body: (Transaction) throws -> some Any
    ) throws -> Bool {
        let operation = hq.effects.makeOperation()
        if crashing {
            #expect(throws: Crash.self) {
                try hq.ledger.transaction(as: hq.actor, operation, message: "test") { transaction -> Bool in
                    _ = try body(transaction)
                    throw Crash()
                }
            }
            return false
        }
        for _ in 0..<2 {
            _ = try hq.ledger.transaction(as: hq.actor, operation, message: "test") { transaction -> Bool in
                _ = try body(transaction)
                return true
            }
        }
        return true
    }

    private func compare(_ model: Model, _ people: [Address], _ hq: ScratchLedger, _ note: Testing.Comment) throws {
        for who in people {
            let subjects = try hq.ledger.read.messages(to: who, .unread).map(\.subject)
            #expect(subjects.count == Set(subjects).count, note)
            #expect(Set(subjects) == model.unread[who] ?? [], note)
            #expect(try hq.ledger.read.unreadCount(of: who) == subjects.count, note)
            let nudges = try hq.ledger.read.nudges(for: who).map(\.text)
            #expect(nudges.count == Set(nudges).count, note)
            #expect(Set(nudges) == model.waiting[who] ?? [], note)
        }
    }
}
