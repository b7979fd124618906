import SQL
package import Vocabulary

/// What tells one ledger from every other.
package struct LedgerIdentity: Hashable, Sendable {
    /// A UUID; versioned, so that copies and clones share it.
    package var project: String
    /// A UUID of this copy; in an ignored table, so that a clone has none until it gets its own.
    package var clone: String?
    /// What identifiers of new beads begin with.
    package var prefix: Prefix
    /// Made by a test; a program that is no test refuses it and the other way round.
    package var isTest: Bool

    package init(project: String, clone: String?, prefix: Prefix, isTest: Bool = false) {
        self.project = project
        self.clone = clone
        self.prefix = prefix
        self.isTest = isTest
    }

    /// Reads the identity that stands inside a ledger.
    init(in database: Database) throws {
        let sql = """
            SELECT (SELECT value FROM metadata WHERE key = '\(Fact.project)'),
                   (SELECT value FROM config WHERE key = 'issue_prefix')
            """
        let found = try database.first(sql) { ($0.text(0), $0.text(1)) }
        guard let project = found?.0, let prefix = found?.1.flatMap(Prefix.init) else {
            throw LedgerIdentity.unfinished(database.path)
        }
        self.project = project
        self.prefix = prefix
        // A fresh clone has no ignored tables yet.
        let own = """
            SELECT (SELECT value FROM wisp_metadata WHERE key = '\(Fact.clone)'),
                   (SELECT value FROM wisp_metadata WHERE key = '\(Fact.test)')
            """
        let local = try? database.first(own) { ($0.text(0), $0.text(1)) }
        clone = local?.0
        isTest = local?.1 != nil
    }

    /// The problem of a ledger whose making was interrupted.
    static func unfinished(_ path: String) -> Problem {
        Problem(.conflict, "\(path) is an unfinished ledger", hints: ["`bd init` completes it."])
    }

    func write(to database: Database, patience: WritePatience, by actor: Actor) throws {
        let note = CommitNote("bd init", by: actor)
        try database.write(patience) { () -> WriteVerdict<Void> in
            let put = "INSERT OR REPLACE INTO"
            try database.execute("\(put) metadata VALUES ('\(Fact.project)', ?1)", [.text(project)])
            try database.execute("\(put) config VALUES ('issue_prefix', ?1)", [.text(prefix.description)])
            let putHere = "\(put) wisp_metadata VALUES"
            if let clone { try database.execute("\(putHere) ('\(Fact.clone)', ?1)", [.text(clone)]) }
            if isTest { try database.execute("\(putHere) ('\(Fact.test)', '1')") }
            return .commit((), .versioned(note))
        }
    }
}
