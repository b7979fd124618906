import Foundation
import Ledger
import TestKit
import Testing
import Vocabulary

/// The maintained flag and the query `ready` against the definition, on random graphs.
///
/// `READINESS_GRAPHS` says how many (100 without it), `READINESS_SEED` with which seed the first
/// begins; each failure names its seed.
@Suite(.scratch) struct ReadinessPropertyTests {
    private static func setting(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
    }
    private static let first = setting("READINESS_SEED") ?? 1
    private static let count = setting("READINESS_GRAPHS") ?? 100
    private static let shares: [UInt64] = [0, 1, 2, 3]

    /// Four parts, so that they run beside each other.
    @Test(arguments: shares) func flagsAndReadyFollowTheDefinition(_ share: UInt64) throws {
        for seed in ReadinessPropertyTests.first..<ReadinessPropertyTests.first + ReadinessPropertyTests.count
        where seed % 4 == share {
            let town = try LedgerFixture("graph-\(seed).db", seed: seed)
            var work = RandomWork(seed: seed)
            try town.write { try work.prepare($0) }
            var isRight = true
            for _ in 0..<5 where isRight {
                try town.write { transaction in
                    for _ in 0..<3 + work.below(14) where isRight {
                        try work.step(transaction)
                        _ = try transaction.freed()
                        isRight = try compare(transaction.read, town, "seed \(seed)", work)
                    }
                }
                isRight = try isRight && compare(town.ledger.read, town, "seed \(seed), committed", work)
            }
            guard isRight else { return }
        }
    }

    private func compare(_ read: Reader, _ town: LedgerFixture, _ place: String, _ work: RandomWork) throws -> Bool {
        let truth = try Readiness(read)
        let wrong = truth.wrongFlags
        let now = town.time.now()
        var query = ReadyQuery()
        query.limit = 0
        let ready = try read.ready(query, at: now).map(\.id.description)
        let isRight = wrong == [] && ready == truth.ready(at: now)
        let story = work.log.joined(separator: "\n")
        #expect(isRight, "\(place): wrong flags \(wrong), ready \(ready), should be \(truth.ready(at: now))\n\(story)")
        return isRight
    }

    /// Where every edge was accepted and nothing is forced, closing what is free ends with
    /// everything closed: no beads wait for each other.
    @Test(arguments: shares) func whatWasAcceptedCanBeFinished(_ share: UInt64) throws {
        for seed in ReadinessPropertyTests.first..<ReadinessPropertyTests.first + ReadinessPropertyTests.count
        where seed % 4 == share {
            let town = try LedgerFixture("order-\(seed).db", seed: seed)
            var work = RandomWork(seed: seed, isOrderly: true)
            let left = try town.write { transaction in
                for _ in 0..<60 { try work.step(transaction) }
                return try finish(transaction)
            }
            let story = work.log.joined(separator: "\n")
            #expect(left == [], "seed \(seed): \(left) can never be closed\n\(story)")
            guard left == [] else { return }
        }
    }

    /// Closes what is free until nothing is; returns what is left.
    private func finish(_ transaction: Transaction) throws -> [String] {
        while true {
            _ = try transaction.freed()
            let open = try Readiness(transaction.read).rows.filter { $0.value.status == "open" }
            let free = open.filter { !$0.value.flag }.keys.sorted()
            var closed = 0
            for name in free {
                do {
                    try transaction.close(BeadID(trusted: name))
                    closed += 1
                } catch is CloseFault {
                    continue
                }
            }
            if closed == 0 { return open.keys.sorted() }
        }
    }
}
