import Effects
import Foundation
import Ledger
import SQL
import Synchronization
import TestKit
import Testing
import Vocabulary

/// How a ledger comes to be, is brought up to date and is told from others.
@Suite(.scratch) struct MakingTests {
    private let scratch = Scratch.current

    @Test func hasItsIdentity() throws {
        let town = try LedgerFixture()
        #expect(town.ledger.identity.project == LedgerFixture.project)
        #expect(town.ledger.identity.clone == "clone-1")
        #expect(town.ledger.identity.prefix.description == "gt")
        #expect(town.ledger.identity.isTest)
    }

    @Test(arguments: [Ledger.Mode.reading, .writing]) func refusesAnotherProjectsFile(_ mode: Ledger.Mode) throws {
        let town = try LedgerFixture()
        let problem = #expect(throws: Problem.self) {
            try Ledger(at: town.path, mode, project: "another", effects: town.effects)
        }
        #expect(problem?.kind == .conflict)
        #expect(problem?.summary == "\(town.path) is another project's ledger; nothing was read or written")
    }

    /// Killed inside the first or the second migration, a draft is completed by the next attempt.
    @Test(arguments: 1...2) func aKilledMakingIsCompleted(_ question: Int) async throws {
        let scratch = try #require(scratch)
        let path = scratch.file("draft.db")
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, question = question as Int] in
            let questions = Mutex(0)
            var effects = Effects.scripted()
            let now = effects.now
            effects.now = {
                let count = questions.withLock {
                    $0 += 1
                    return $0
                }
                if count == question { _ = kill(getpid(), SIGKILL) }
                return now()
            }
            try LedgerFixture.create(path, effects)
        }
        #expect(scratch.exists("draft.db"))
        let effects = Effects.scripted()
        #expect(throws: Problem.self) { try Ledger(at: path, .reading, effects: effects) }
        #expect(throws: Problem.self) { try Ledger(at: path, .writing, effects: effects) }
        try LedgerFixture.create(path, effects)
        let ledger = try Ledger(at: path, .writing, project: LedgerFixture.project, effects: effects)
        #expect(try ledger.versions() >= 2)
        #expect(try ledger.number("SELECT count(*) FROM dolt_status") == 0)
        #expect(try ledger.number("SELECT count(*) FROM metadata WHERE key LIKE 'schema.%'") == 2)
    }

    @Test func makingTwiceIsMakingOnce() throws {
        let town = try LedgerFixture()
        try town.beads("a")
        let before = try town.ledger.content()
        let versions = try town.ledger.versions()
        try LedgerFixture.create(town.path, town.effects)
        #expect(try town.another().content() == before)
        #expect(try town.another().versions() == versions)
    }

    @Test(arguments: ["metadata", "wisp_metadata"])
    func refusesTheLedgerOfANewerProgram(_ table: String) throws {
        let town = try LedgerFixture()
        try run(town, "INSERT INTO \(table) VALUES ('schema.9999-later', '2030')")
        let before = try Data(contentsOf: URL(filePath: town.path))
        for mode in [Ledger.Mode.reading, .writing] {
            let problem = #expect(throws: Problem.self) { try town.another(mode) }
            #expect(problem?.kind == .environment)
            #expect(problem?.causes == ["it has the schema 9999-later"])
            #expect(problem?.hints == ["Install the newer version."])
        }
        #expect(try Data(contentsOf: URL(filePath: town.path)) == before)
    }

    @Test(arguments: [Ledger.Mode.reading, .writing]) func saysThatALedgerIsUnfinished(_ mode: Ledger.Mode) throws {
        let town = try LedgerFixture()
        try run(town, "DELETE FROM metadata WHERE key = '_project_id'")
        let problem = #expect(throws: Problem.self) { try town.another(mode) }
        #expect(problem?.summary == "\(town.path) is an unfinished ledger")
        try LedgerFixture.create(town.path, town.effects)
        #expect(try town.another(mode).identity.project == LedgerFixture.project)
    }

    @Test(arguments: [Ledger.Mode.reading, .writing]) func makesNoLedgerOfAnEmptyStore(_ mode: Ledger.Mode) throws {
        let scratch = try #require(scratch)
        let path = scratch.file("empty.db")
        _ = try Database(path, .creating)
        let store = try Database(path, .writing)
        #expect(throws: Problem.self) { try Ledger(at: path, mode, effects: .scripted()) }
        #expect(try store.value("SELECT count(*) FROM sqlite_master") == 0)
        try store.execute("CREATE TABLE other (id TEXT)")
        let problem = #expect(throws: Problem.self) { try Ledger(at: path, mode, effects: .scripted()) }
        #expect(problem?.summary == "\(path) is no ledger of beads; nothing was read or written")
    }

    @Test func aLedgerHasATownsTablesOnceItIsInOne() throws {
        let path = try #require(scratch).file("plain.db")
        let effects = Effects.scripted()
        let identity = LedgerIdentity(project: LedgerFixture.project, clone: "c", prefix: try #require(Prefix("gt")))
        try Ledger.create(at: path, identity, scope: .project, by: Actor("ana"), effects: effects)
        let towns = ["agents", "landings", "merge_requests", "messages", "watchers", "wisp_nudges", "wisp_processes"]
        let list =
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name IN (\(towns.map { "'\($0)'" }.joined(separator: ", "))) ORDER BY name"
        #expect(try Ledger(at: path, .writing, scope: .project, effects: effects).names(list) == [])
        #expect(try Ledger(at: path, .reading, scope: .town, effects: effects).names(list) == towns)
        #expect(try Ledger(at: path, .reading, scope: .project, effects: effects).names(list) == towns)
    }

    /// A clone has no ignored tables and no identity of its own until it is first opened.
    @Test func aCloneIsCompletedWhenItIsOpened() throws {
        let town = try LedgerFixture()
        try town.beads("a")
        try town.beads("w") { $0.isEphemeral = true }
        let scratch = try #require(scratch)
        let database = try Database(town.path, .writing)
        _ = try database.value("SELECT dolt_remote('add', 'o', ?1)", [.text("file://\(scratch.file("remote.db"))")])
        _ = try database.value("SELECT dolt_push('o', 'main')")
        do {
            let clone = try Database(scratch.file("clone.db"), .creating)
            _ = try clone.value("SELECT dolt_clone(?1)", [.text("file://\(scratch.file("remote.db"))")])
        }
        let path = scratch.file("clone.db")
        let ledger = try Ledger(at: path, .reading, project: LedgerFixture.project, effects: town.effects)
        #expect(ledger.identity.clone == nil)
        #expect(try ledger.read.bead(id("a")) != nil)
        #expect(try ledger.read.bead(id("w")) == nil)
        #expect(try ledger.number("SELECT count(*) FROM dolt_status") == 0)
    }

    /// Rows as each migration knew them, in `Tests/Fixtures/migrations`: a migration without is an
    /// error here, and whatever comes later must still read them.
    @Test func readsTheRowsOfEveryMigration() throws {
        let town = try LedgerFixture()
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/migrations")
        let migrations = try ["metadata", "wisp_metadata"].flatMap {
            try town.ledger.names("SELECT substr(key, 8) FROM \($0) WHERE key LIKE 'schema.%' ORDER BY key")
        }
        #expect(migrations.count >= 2)
        for name in migrations {
            let text = try String(contentsOf: folder.appending(path: "\(name).sql"), encoding: .utf8)
            for statement in text.components(separatedBy: ";\n") where !statement.isEmpty { try run(town, statement) }
        }
        let ledger = try town.another(.reading)
        let read = ledger.read
        #expect(try town.ready() == ["a1b"])
        #expect(try read.bead(id("c2d"))?.isBlocked == true)
        #expect(try Readiness(read).wrongFlags == [])
        #expect(try read.labels(of: id("a1b")) == ["urgent"])
        #expect(try read.comments(on: id("a1b")).map(\.text) == ["A word."])
        #expect(try read.agent(holding: id("a1b"))?.token == FencingToken(3))
        #expect(try read.outbox().map(\.kind) == ["convoy"])
        #expect(try read.statuses().category(of: BeadStatus(rawValue: "review")) == .wip)
        #expect(try read.bead(id("wisp-w1"))?.isEphemeral == true)
        #expect(try read.processes().map(\.pid) == [42])
        #expect(try town.write { try $0.makeChildIdentifier(of: id("c2d"), isWisp: false) } == id("c2d.5"))
        let landed = try town.ledger.transaction(as: LedgerFixture.actor, OperationID("op-1"), message: "again") {
            _ -> BeadID in throw Missing(what: "a body that does not run")
        }
        #expect(landed == id("a1b"))
    }

    @Test func collectingGarbageKeepsEverything() throws {
        let town = try LedgerFixture()
        for name in ["a", "b", "c"] { try town.beads(name) }
        try town.beads("w") { $0.isEphemeral = true }
        try town.write { try $0.delete(id("c")) }
        let reader = try town.another(.reading)
        let before = try town.ledger.content()
        let versions = try town.ledger.versions()
        try town.another().collectGarbage()
        #expect(try town.ledger.content() == before)
        #expect(try reader.content() == before)
        #expect(try town.ledger.versions() == versions)
        try town.beads("d")
        #expect(try reader.read.bead(id("d")) != nil)
    }

    private func run(_ town: LedgerFixture, _ sql: String) throws {
        let database = try Database(town.path, .writing)
        try database.execute(sql)
        _ = try database.value("SELECT dolt_commit('-Am', 'test', '--skip-empty', '--author', 'a <a@b>')")
    }
}
