import SQL
import Synchronization
import TestKit
import Testing
import Vocabulary

@Suite(.scratch) struct PatienceTests {
    private static let treatments: [(Int32, SQLFailure.Treatment)] = [
        (5, .retry), (261, .retry), (517, .retry), (6, .retry), (17, .retry), (8, .reopen), (10, .reopen),
        (266, .reopen), (11, .reopen), (26, .reopen), (778, .giveUp), (13, .giveUp), (1, .giveUp), (19, .giveUp),
        (1555, .giveUp), (18, .giveUp), (14, .giveUp), (23, .giveUp),
    ]

    @Test(arguments: treatments)
    func treatsEachResult(_ code: Int32, _ treatment: SQLFailure.Treatment) {
        let failure = SQLFailure(code: ResultCode(rawValue: code), message: "", path: "")
        #expect(failure.treatment == treatment)
    }

    @Test func waitsForABusyPeer() throws {
        let place = try Place()
        let peer = Peer(try Database(place.path, .writing))
        try peer.database.execute("BEGIN IMMEDIATE")
        let pauses = Mutex<[Duration]>([])
        let patience = WritePatience(
            limit: .seconds(60),
            pause: { duration in
                let count = pauses.withLock {
                    $0.append(duration)
                    return $0.count
                }
                if count == 3 { try? peer.database.execute("ROLLBACK") }
            },
            random: { 9_007 }
        )
        var runs = 0
        try place.database.write(patience) { () -> WriteVerdict<Void> in
            runs += 1
            try place.database.execute("INSERT INTO t VALUES ('a', 1)")
            return .commit((), .versioned(CommitNote("m", by: actor)))
        }
        #expect(runs == 1)
        // 1 ms and a random part, 9,007 modulo 2,000 microseconds, however often it has been busy.
        #expect(pauses.withLock { $0 } == [.microseconds(2007), .microseconds(2007), .microseconds(2007)])
        #expect(try place.ids() == ["a"])
    }

    @Test func givesUpAtTheLimitWithoutARun() throws {
        let place = try Place()
        let peer = try Database(place.path, .writing)
        try peer.execute("BEGIN IMMEDIATE")
        defer { try? peer.execute("ROLLBACK") }
        let patience = WritePatience(limit: .milliseconds(120), pause: { _ in }, random: { 0 })
        let start = ContinuousClock.now
        let failure = #expect(throws: SQLFailure.self) {
            try place.database.write(patience) { () -> WriteVerdict<Void> in throw Refusal() }
        }
        #expect(failure?.code.primary == .busy)
        #expect(failure?.problem.kind == .environment)
        #expect(failure?.problem.summary == "the ledger \(place.path) is busy; nothing was written")
        let waited = ContinuousClock.now - start
        #expect(waited >= .milliseconds(120) && waited < .seconds(5))
    }

    @Test func readersNeverWaitForAWriter() throws {
        let place = try Place()
        let peer = try Database(place.path, .writing)
        try peer.execute("BEGIN IMMEDIATE")
        try peer.execute("INSERT INTO t VALUES ('a', 1)")
        defer { try? peer.execute("ROLLBACK") }
        #expect(try Database(place.path, .reading).value("SELECT count(*) FROM t") == 0)
    }

    @Test func reopensThreeTimesAndThenFails() throws {
        let place = try Place()
        var runs = 0
        let failure = #expect(throws: SQLFailure.self) {
            try place.database.write(.brief) { () -> WriteVerdict<Void> in
                runs += 1
                try place.database.execute("INSERT INTO t VALUES ('a', 1)")
                throw SQLFailure(code: .corrupt, message: "planted", path: place.path)
            }
        }
        #expect(failure?.message == "planted")
        #expect(runs == 4)
        #expect(try place.ids() == [])
    }

    @Test func recoversAfterOneReopening() throws {
        let place = try Place()
        var runs = 0
        try place.database.write(.brief) { () -> WriteVerdict<Void> in
            runs += 1
            try place.database.execute("INSERT INTO t VALUES ('a', 1)")
            if runs == 1 { throw SQLFailure(code: .readOnly, message: "planted", path: place.path) }
            return .commit((), .versioned(CommitNote("m", by: actor)))
        }
        #expect(runs == 2)
        #expect(try place.ids() == ["a"])
    }

    @Test(arguments: [ResultCode.full, .writeRefused, .constraint, .error])
    func givesUpAtOnceOverWhatTryingAgainCannotCure(_ code: ResultCode) throws {
        let place = try Place()
        var runs = 0
        let failure = #expect(throws: SQLFailure.self) {
            try place.database.write(.brief) { () -> WriteVerdict<Void> in
                runs += 1
                throw SQLFailure(code: code, message: "planted", path: place.path)
            }
        }
        #expect(failure?.code == code)
        #expect(runs == 1)
    }

    /// History rewritten and garbage collected by a peer: a connection that stays open would be
    /// refused for ever (doltlite.md 4).
    @Test func survivesAPeerThatRewritesHistory() throws {
        let place = try Place()
        for number in 0..<20 {
            try place.write { try $0.execute("INSERT INTO t VALUES (?1, 1)", [.text("\(number)")]) }
        }
        let peer = try Database(place.path, .writing)
        let log = try peer.rows("SELECT commit_hash FROM dolt_log") { $0.text(0) }
        try peer.execute("BEGIN IMMEDIATE")
        _ = try peer.value("SELECT dolt_reset('--soft', ?1)", [.text(log.last ?? nil)])
        _ = try peer.value("SELECT dolt_commit('-Am', 'flat', '--author', 'a <a@b>')")
        if !peer.isAutocommitting { try peer.execute("COMMIT") }
        _ = try peer.value("SELECT dolt_gc()")
        try place.write { try $0.execute("INSERT INTO t VALUES ('after', 1)") }
        #expect(try place.count("t") == 21)
        #expect(try Database(place.path, .reading).value("SELECT count(*) FROM t") == 21)
    }
}

/// A connection that a pause closes over; only one thread ever uses it.
private final class Peer: @unchecked Sendable {
    let database: Database
    init(_ database: Database) { self.database = database }
}
