#if os(Linux)
    import Foundation
    import Ledger
    import TestKit
    import Testing

    @Suite(.scratch) struct OpeningCostTests {
        /// Each commit writes some 30 KB; without checkpoints in between opening reads all of them again.
        @Test func costsTheSameAfterManyWrites() throws {
            let town = try LedgerFixture()
            try town.beads("a")
            let early = try bytesReadByOpening(town)
            for number in 0..<60 { try town.beads("b\(number)") }
            let size = try Data(contentsOf: URL(filePath: town.path)).count
            #expect(size > 900_000)
            #expect(try bytesReadByOpening(town) < early + 300_000)
        }

        /// What this thread reads meanwhile, from files or their cache.
        private func bytesReadByOpening(_ town: LedgerFixture) throws -> Int {
            func bytesRead() throws -> Int {
                let counters = try String(contentsOfFile: "/proc/thread-self/io", encoding: .utf8)
                let line = try #require(counters.split(separator: "\n").first { $0.hasPrefix("rchar: ") })
                return try #require(Int(line.dropFirst(7)))
            }
            let before = try bytesRead()
            _ = try town.another(.reading)
            return try bytesRead() - before
        }
    }
#endif
