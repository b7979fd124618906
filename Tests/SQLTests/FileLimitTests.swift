import Foundation
import SQL
import TestKit
import Testing
import Vocabulary

#if canImport(Glibc)
    import Glibc
#endif

@Suite(.scratch) struct FileLimitTests {
    /// A write beyond the limit of a file's size raises a signal that programs ignore, and is then
    /// one clear problem with the state before it intact.
    @Test func aFileThatMayNotGrowIsOneProblem() async throws {
        let place = try Place()
        try place.write { try $0.execute("INSERT INTO t VALUES ('a', 1)") }
        await #expect(processExitsWith: .success) { [path = place.path as String] in
            signal(SIGXFSZ, SIG_IGN)
            let facts = try FileManager.default.attributesOfItem(atPath: path)
            let size = try #require(facts[.size] as? Int)
            var limit = rlimit()
            #if canImport(Glibc)
                let kind = __rlimit_resource_t(UInt32(RLIMIT_FSIZE.rawValue))
            #else
                let kind = RLIMIT_FSIZE
            #endif
            getrlimit(kind, &limit)
            limit.rlim_cur = rlim_t(size + 100)
            #expect(setrlimit(kind, &limit) == 0)
            let database = try Database(path, .writing)
            let failure = #expect(throws: SQLFailure.self) {
                try database.write(.brief) { () -> WriteVerdict<Void> in
                    try database.execute("INSERT INTO t VALUES ('b', 1)")
                    return .commit((), .versioned(CommitNote("m", by: actor)))
                }
            }
            #expect(failure?.problem.kind == .environment)
            #expect(failure?.problem.summary == "the ledger \(path) may not grow; nothing was written")
            #expect(try database.rows("SELECT id FROM t") { $0.text(0) } == ["a"])
            limit.rlim_cur = limit.rlim_max
            #expect(setrlimit(kind, &limit) == 0)
            try database.write(.brief) { () -> WriteVerdict<Void> in
                try database.execute("INSERT INTO t VALUES ('c', 1)")
                return .commit((), .versioned(CommitNote("m", by: actor)))
            }
            let ids = try Database(path, .reading).rows("SELECT id FROM t ORDER BY id") { $0.text(0) ?? "" }
            #expect(ids == ["a", "c"])
        }
        #expect(try place.ids() == ["a", "c"])
    }
}
