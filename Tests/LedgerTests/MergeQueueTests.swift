import Basics
import Effects
import Ledger
import LedgerKit
import TestKit
import Testing
import Vocabulary

@Suite(.scratch) struct MergeQueueTests {
    private let scratch: ScratchLedger
    private let prefix: Prefix
    private var ledger: Ledger { scratch.ledger }
    private var effects: Effects { scratch.effects }

    init() throws {
        scratch = try ScratchLedger(prefix: "sh")
        prefix = try #require(Prefix("sh"))
    }

    @discardableResult
    private func write<R: LandedValue>(_ body: (Transaction) throws -> R) throws -> R { try scratch.write(body) }

    private func request(_ number: Int, head: String = "h", priority: Int = 2) throws -> MergeRequestRecord {
        let digits = Base36.text(UInt64(number))
        let incarnation = try #require(Incarnation(String(repeating: "0", count: 10 - digits.count) + digits))
        return MergeRequestRecord(
            for: BeadID(trusted: "sh-\(number)"),
            prefix: prefix,
            worker: "shop/polecats/toast",
            incarnation: incarnation,
            branch: "polecat/toast/sh-\(number)@\(incarnation)",
            target: "trunk",
            base: "b",
            head: head,
            priority: priority,
            attempt: 0
        )
    }

    /// Makes the bead and files its request.
    private func file(_ number: Int, priority: Int = 2) throws -> MergeRequestRecord {
        let request = try request(number, priority: priority)
        try write { transaction -> Bool in
            let time = transaction.time
            try transaction.insert(Bead(id: request.bead, title: "Work \(number)", at: time))
            try transaction.file(request)
            return true
        }
        return try #require(try ledger.read.request(request.id))
    }

    @Test func filingMakesAVersionedBead() throws {
        let filed = try file(1)
        #expect(filed.id.description == "sh-mr-0000000001")
        let bead = try #require(try ledger.read.bead(filed.id))
        #expect(bead.type == .mergeRequest && bead.status == .open && !bead.isWisp)
        #expect(try ledger.read.labels(of: filed.id) == ["gt:merge-request"])
        #expect(try ledger.read.waitingRequests(at: effects.now(), bound: .seconds(60)) == [filed])
    }

    @Test func filingTwiceIsOneRequestAndOtherWorkIsRefused() throws {
        let filed = try file(1)
        let again = try request(1)
        try write { try $0.file(again).id }
        #expect(try ledger.read.requests() == [filed])
        let other = try request(1, head: "other")
        #expect(throws: MergeRequestFault.otherWork(filed.id)) { try write { try $0.file(other).id } }
    }

    @Test func aNewRequestReplacesOneThatNobodyHolds() throws {
        let old = try file(1)
        var new = try request(2)
        new.bead = old.bead
        let filing = new
        try write { try $0.file(filing).id }
        #expect(try ledger.read.requests(for: old.bead).map(\.state) == [.rejected, .open])
        #expect(try ledger.read.bead(old.id)?.status == .closed)
    }

    @Test func onlyOneClaimSucceedsAndAnOldLeaseIsRefused() throws {
        let filed = try file(1)
        try write { try $0.claimRequest(filed.id, for: "a") != nil }
        let held = try #require(try ledger.read.request(filed.id))
        #expect(held.state == .claimed && held.lease.owner == "a" && held.lease.token.value == 1)
        #expect(try write { try $0.claimRequest(filed.id, for: "b") == nil })
        try write { transaction -> Bool in
            try transaction.release(held)
            return true
        }
        try write { try $0.claimRequest(filed.id, for: "b") != nil }
        #expect(throws: MergeRequestFault.leaseLost(filed.id)) {
            try write { transaction -> Bool in
                try transaction.conclude(held, as: .merged, commit: "c", reason: "late")
                return true
            }
        }
    }

    @Test func aParkedRequestWaitsUntilAPersonSendsItBack() throws {
        let filed = try file(1)
        try write { try $0.claimRequest(filed.id, for: "a") != nil }
        let held = try #require(try ledger.read.request(filed.id))
        try write { transaction -> Bool in
            try transaction.conclude(held, as: .parked, reason: "hook said no")
            return true
        }
        #expect(try ledger.read.request(filed.id)?.reason == "hook said no")
        #expect(try ledger.read.waitingRequests(at: effects.now(), bound: .seconds(60)).isEmpty)
        try write { transaction -> Bool in
            try transaction.unpark(filed.id)
            return true
        }
        #expect(try ledger.read.waitingRequests(at: effects.now(), bound: .seconds(60)).map(\.id) == [filed.id])
    }

    @Test func firstComeWithinPriorityAndNobodyWaitsForEver() throws {
        let late = try file(1, priority: 4)
        let first = try file(2)
        let second = try file(3)
        let urgent = try file(4, priority: 0)
        let now = effects.now()
        #expect(
            try ledger.read.waitingRequests(at: now, bound: .seconds(1_000_000)).map(\.id)
                == [urgent, first, second, late].map(\.id)
        )
        // The clock of the test moves a second with each question, so only the first two are overdue.
        let bound = first.createdAt.distance(to: now)
        #expect(
            try ledger.read.waitingRequests(at: now, bound: bound).map(\.id)
                == [late, first, urgent, second].map(\.id)
        )
    }

    @Test func aLandingKeepsItsMembersAndMovesInOneDirection() throws {
        let filed = try file(1)
        let landing = LandingRecord(
            id: "l1",
            target: "trunk",
            base: "b",
            tip: "t",
            tree: "x",
            members: [LandingRecord.Member(request: filed.id, bead: filed.bead, head: "h", commit: "t")],
            gates: [LandingRecord.GateRun(name: "test", command: "make \"all\"")]
        )
        try write { transaction -> Bool in
            try transaction.prepare(landing)
            return true
        }
        let found = try #require(try ledger.read.landings(in: [.prepared]).first)
        #expect(found.members == landing.members && found.gates == landing.gates)
        for _ in 1...2 {
            let move = { (transaction: Transaction) -> Bool in
                try transaction.move(found, from: .prepared, to: .landed)
                return true
            }
            if try ledger.read.landing("l1")?.state == .prepared {
                try write(move)
            } else {
                #expect(throws: Problem.self) { try write(move) }
            }
        }
    }
}
