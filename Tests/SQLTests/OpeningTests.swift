import Foundation
import SQL
import TestKit
import Testing
import Vocabulary

@Suite(.scratch) struct OpeningTests {
    private let scratch = Scratch.current

    @Test(arguments: [Database.Mode.reading, .writing])
    func leavesNothingWhereNoFileIs(_ mode: Database.Mode) throws {
        let scratch = try #require(scratch)
        #expect(throws: SQLFailure.self) { try Database(scratch.file("none.db"), mode) }
        #expect(throws: SQLFailure.self) { try Database(scratch.file("no/folder/none.db"), mode) }
        #expect(throws: SQLFailure.self) { try Database(scratch.path, mode) }
        #expect(scratch.files() == [])
    }

    @Test func makesNoFolderForANewFile() throws {
        let scratch = try #require(scratch)
        #expect(throws: SQLFailure.self) { try Database(scratch.file("no/folder/new.db"), .creating) }
        #expect(scratch.files() == [])
    }

    @Test(arguments: [Database.Mode.reading, .writing])
    func refusesAFileOfZeroBytesAndLeavesItEmpty(_ mode: Database.Mode) throws {
        let scratch = try #require(scratch)
        try scratch.write("", to: "empty.db")
        let failure = #expect(throws: SQLFailure.self) { try Database(scratch.file("empty.db"), mode) }
        #expect(failure?.code == .notADatabase)
        #expect(try scratch.read("empty.db") == "")
        #expect(scratch.files() == ["empty.db"])
    }

    @Test(arguments: [Database.Mode.reading, .writing])
    func refusesAPlainSQLiteFileAndLeavesItAlone(_ mode: Database.Mode) throws {
        let scratch = try #require(scratch)
        let fixture = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/plain.sqlite")
        let bytes = try Data(contentsOf: fixture)
        try bytes.write(to: URL(filePath: scratch.file("plain.db")))
        let failure = #expect(throws: SQLFailure.self) { try Database(scratch.file("plain.db"), mode) }
        #expect(failure?.message == "the file is no DoltLite store")
        #expect(try Data(contentsOf: URL(filePath: scratch.file("plain.db"))) == bytes)
    }

    @Test(arguments: [Database.Mode.reading, .writing])
    func refusesGarbageAndLeavesItAlone(_ mode: Database.Mode) throws {
        let scratch = try #require(scratch)
        let garbage = String(repeating: "no ledger at all\n", count: 1000)
        try scratch.write(garbage, to: "garbage.db")
        let failure = #expect(throws: SQLFailure.self) { try Database(scratch.file("garbage.db"), mode) }
        #expect(failure?.code.primary == .notADatabase)
        #expect(failure?.problem.summary.contains("is damaged or is none; nothing was changed") == true)
        #expect(try scratch.read("garbage.db") == garbage)
    }

    @Test func readingDoesNotChangeTheFile() throws {
        let place = try Place()
        try place.write { try $0.execute("INSERT INTO t VALUES ('a', 1)") }
        let before = try Data(contentsOf: URL(filePath: place.path))
        let reader = try Database(place.path, .reading)
        #expect(try reader.value("SELECT n FROM t") == .integer(1))
        #expect(try Data(contentsOf: URL(filePath: place.path)) == before)
    }

    @Test func aReaderCannotWrite() throws {
        let place = try Place()
        let reader = try Database(place.path, .reading)
        let failure = #expect(throws: SQLFailure.self) {
            try reader.write(.brief) { .commit(try reader.execute("INSERT INTO t VALUES ('a', 1)"), .ignored) }
        }
        #expect(failure?.code == .readOnly)
        #expect(throws: SQLFailure.self) { try reader.execute("INSERT INTO t VALUES ('a', 1)") }
        #expect(try place.ids() == [])
    }
}
