package import Vocabulary

/// What the version commit that ends a write says of itself.
package struct CommitNote: Hashable, Sendable {
    /// Cut at 8,000 characters; the engine refuses more than about 65,000 and an empty one.
    package var message: String
    package var author: Actor

    package init(_ message: String, by author: Actor) {
        self.message = message.isEmpty ? "bd: write" : String(message.prefix(8000))
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
    /// with growing random pauses, a connection gone stale is reopened at most three times,
    /// everything else is thrown after a rollback.
    package func write<R>(_ patience: WritePatience, _ body: () throws -> WriteVerdict<R>) throws -> R {
        let start = ContinuousClock.now
        var attempt = 0
        var reopenings = 0
        while true {
            do {
                return try attemptToWrite(body)
            } catch let failure as SQLFailure {
                rollBack()
                switch failure.treatment {
                case .giveUp: throw failure
                case .retry:
                    guard ContinuousClock.now - start < patience.limit else { throw failure }
                case .reopen:
                    reopenings += 1
                    guard reopenings <= 3 else { throw failure }
                    try reopen()
                }
                let spread = UInt64(4000) << UInt64(min(attempt, 6))
                patience.pause(.microseconds(Int64(2000 + patience.random() % spread)))
                attempt += 1
            } catch {
                rollBack()
                throw error
            }
        }
    }

    private func attemptToWrite<R>(_ body: () throws -> WriteVerdict<R>) throws -> R {
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
            // Durable since the version commit; this only closes the transaction it reopened.
            if !isAutocommitting { try? execute("COMMIT") }
            return result
        }
    }

    /// A hash, or the number 0 where nothing versioned changed on balance: both are success.
    private func commitVersion(_ note: CommitNote) throws {
        let sql = "SELECT dolt_commit('-Am', ?1, '--skip-empty', '--author', ?2)"
        guard try value(sql, [.text(note.message), .text(note.author.author)]) != .null else {
            throw SQLFailure(code: .error, message: "the version commit gave no answer", statement: sql, path: path)
        }
    }

    private func rollBack() {
        if !isAutocommitting { try? execute("ROLLBACK") }
    }
}
