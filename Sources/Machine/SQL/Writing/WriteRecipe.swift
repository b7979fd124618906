package import Vocabulary

/// What the version commit that ends a write says of itself.
package struct CommitNote: Hashable, Sendable {
    /// Cut at 8,000 bytes and at a NUL; the engine refuses more than about 65,000 and an empty one.
    package let message: String
    package let author: Actor

    package init(_ message: String, by author: Actor) {
        var text = String(message.prefix { $0 != "\0" })
        if text.utf8.count > 8000 {
            var end = text.utf8.index(text.startIndex, offsetBy: 8000)
            while end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
            text = String(text[..<end])
        }
        self.message = text.allSatisfy(\.isWhitespace) ? "bd: write" : text
        self.author = author
    }
}

/// How a write ends, by the tables it wrote (doltlite.md 1.6).
package enum WriteEnding: Hashable, Sendable {
    /// Versioned tables, alone or with ignored ones: a version commit.
    case versioned(CommitNote)
    /// Ignored tables only: a plain commit.
    case ignored
}

/// How long and how patiently a write tries again.
package struct WritePatience: Sendable {
    /// From the first attempt; a busy ledger is tried again until then.
    package var limit: Duration
    package var pause: @Sendable (Duration) -> Void
    package var random: @Sendable () -> UInt64

    package init(
        limit: Duration = .seconds(30),
        pause: @escaping @Sendable (Duration) -> Void,
        random: @escaping @Sendable () -> UInt64
    ) {
        self.limit = limit
        self.pause = pause
        self.random = random
    }

    /// Attempts `body` until it succeeds, fails for good or the limit is over.
    ///
    /// Between attempts it pauses for one to three milliseconds, at random and however long it has waited: with pauses
    /// that grow, those who came last get the lock first, and somebody waits for seconds. Where the treatment of a failure
    /// is to open the file anew, that is attempted three times.
    package func retry<R>(_ body: () throws -> R) throws -> R {
        let start = ContinuousClock.now
        var reopenings = 0
        while true {
            do {
                return try body()
            } catch let failure as SQLFailure {
                switch failure.treatment {
                case .giveUp: throw failure
                case .retry: guard ContinuousClock.now - start < limit else { throw failure }
                case .reopen:
                    reopenings += 1
                    guard reopenings <= 3 else { throw failure }
                }
                pause(.microseconds(Int64(1000 + random() % 2000)))
            }
        }
    }
}

/// What the body of a write decided.
package enum WriteVerdict<Result> {
    case commit(Result, WriteEnding)
    /// Leaves everything as it was, as for a precondition that does not hold.
    case rollback(Result)
}

extension Database {
    /// The only way a write happens: the recipe of doltlite.md 1.5 and 1.6.
    ///
    /// `body` runs inside `BEGIN IMMEDIATE` and may run several times; when this returns after a
    /// `commit` verdict, what it wrote is durable. A busy ledger is tried again until the limit
    /// with short random pauses, a connection gone stale is reopened at most three times,
    /// everything else is thrown after a rollback. `committed` is told of a version commit before the transaction that
    /// it reopened is closed: a kill point for tests.
    package func write<R>(
        _ patience: WritePatience,
        committed: () -> Void = {},
        _ body: () throws -> WriteVerdict<R>
    ) throws -> R {
        guard mode != .reading else {
            throw SQLFailure(code: .readOnly, message: "it was opened for reading", path: path)
        }
        // Trying again oneself serves writers more evenly than the engine's own waiting (doltlite.md 1.5).
        waitForLocks(milliseconds: Database.engineWait)
        defer { waitForLocks(milliseconds: 30_000) }
        var isStale = false
        return try patience.retry {
            if isStale {
                try reopen()
                waitForLocks(milliseconds: Database.engineWait)
                isStale = false
            }
            do {
                return try attemptToWrite(body, committed)
            } catch {
                isStale = !rollBack() || (error as? SQLFailure)?.treatment == .reopen
                throw error
            }
        }
    }

    /// In milliseconds: the engine asks again after 1, 3, 8 and 10; longer waits it would stretch to 100 between two askings.
    private static let engineWait: Int32 = 10

    private func attemptToWrite<R>(_ body: () throws -> WriteVerdict<R>, _ committed: () -> Void) throws -> R {
        try execute("BEGIN IMMEDIATE")
        switch try body() {
        case .rollback(let result):
            try execute("ROLLBACK")
            return result
        case .commit(let result, .ignored):
            try execute("COMMIT")
            return result
        case .commit(let result, .versioned(let note)):
            try commitVersion(note)
            committed()
            // Durable since the version commit; this only closes the transaction it reopened.
            if !isAutocommitting { try? execute("COMMIT") }
            return result
        }
    }

    /// A hash, or the number 0 where nothing versioned changed on balance: both are success.
    private func commitVersion(_ note: CommitNote) throws {
        let sql = "SELECT dolt_commit('-Am', ?1, '--skip-empty', '--author', ?2)"
        // To the end of the statement: a hash alone does not say that the commit is done.
        let answers = try rows(sql, [.text(note.message), .text(note.author.author)]) { $0.value(0) }
        guard let answer = answers.first, answer != .null else {
            throw SQLFailure(code: .error, message: "the version commit gave no answer", statement: sql, path: path)
        }
    }

    /// Whether no transaction is left open.
    private func rollBack() -> Bool {
        if !isAutocommitting { try? execute("ROLLBACK") }
        return isAutocommitting
    }
}
