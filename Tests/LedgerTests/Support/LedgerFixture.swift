import Basics
import Effects
import Ledger
import SQL
import TestKit
import Vocabulary

/// A fresh ledger of the running test, with the prefix `gt` and a clock that steps.
struct LedgerFixture {
    let path: String
    let effects: Effects
    let time: ManualTime
    let ledger: Ledger

    static let actor = Actor("ana", email: "ana@example.invalid")
    static let project = "7d8e3f10-5a5c-4b6e-9a52-0d7c6a1f2b3c"

    init(_ name: String = "ledger.db", seed: UInt64 = 1) throws {
        let folder = try Scratch.current ?? Scratch.make(named: "ledger")
        path = folder.file(name)
        time = ManualTime()
        effects = .scripted(time: time, random: ManualRandom(seed: seed))
        try LedgerFixture.create(path, effects)
        ledger = try Ledger(at: path, .writing, project: LedgerFixture.project, effects: effects)
    }

    /// Makes an empty ledger; no test's clock or randomness is asked for its identity.
    static func create(_ path: String, _ effects: Effects) throws {
        let prefix = try Prefix("gt").orThrow("a prefix")
        let identity = LedgerIdentity(project: project, clone: "clone-1", prefix: prefix, isTest: true)
        try Ledger.create(at: path, identity, by: actor, effects: effects)
    }

    /// The same file through another connection.
    func another(_ mode: Ledger.Mode = .writing) throws -> Ledger {
        try Ledger(at: path, mode, project: LedgerFixture.project, effects: effects)
    }

    /// One write under a fresh operation.
    @discardableResult
    func write<R>(_ body: (Transaction) throws -> R) throws -> R {
        var result: R?
        try ledger.transaction(as: LedgerFixture.actor, effects.makeOperation(), message: "test: write") {
            result = try body($0)
        }
        return try result.orThrow("the body ran")
    }

    /// Creates beads with the names that follow `gt-`.
    @discardableResult
    func beads(_ names: String..., change: (inout Bead) -> Void = { _ in }) throws -> [BeadID] {
        try write { transaction in
            try names.map { name in
                var bead = Bead(id: id(name), title: "The bead \(name)", at: transaction.time)
                change(&bead)
                try transaction.insert(bead)
                return bead.id
            }
        }
    }

    /// Joins beads named without their prefix.
    func join(_ source: String, _ type: EdgeType, _ target: String, metadata: String? = nil) throws {
        try write { transaction in
            var edge = Edge(id(source), type, id(target), at: transaction.time)
            edge.metadata = metadata
            try transaction.add(edge)
        }
    }

    func bead(_ name: String) throws -> Bead { try ledger.read.bead(id(name)).orThrow("a bead \(name)") }

    /// What `ready` shows, without prefix and in order.
    func ready(_ query: ReadyQuery = ReadyQuery()) throws -> [String] {
        try ledger.read.ready(query, at: time.now()).map { String($0.id.description.dropFirst(3)) }
    }
}

/// The bead that is called `gt-` and `name`.
func id(_ name: String) -> BeadID { BeadID(trusted: "gt-\(name)") }

/// What is missing where a test needed it.
struct Missing: Error { let what: String }

extension Optional {
    /// The value; a test fails where there is none.
    func orThrow(_ what: String) throws -> Wrapped {
        guard let self else { throw Missing(what: what) }
        return self
    }
}
