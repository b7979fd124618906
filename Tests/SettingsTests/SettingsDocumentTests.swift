import Host
import JSON
import Settings
import TestKit
import Testing
import Vocabulary

@Suite(.scratch) struct SettingsDocumentTests {
    private func document(_ text: String) throws -> SettingsDocument {
        try SettingsDocument(path: "/x/config.json", bytes: Array(text.utf8))
    }

    @Test func aFileThatIsNotThereIsNoError() throws {
        let scratch = try #require(Scratch.current)
        #expect(try SettingsDocument.read(scratch.file("config.json")) == nil)
    }

    @Test func aBrokenFileNamesFileAndLine() {
        let problem = #expect(throws: Problem.self) { try document("{\n  \"a\": 1,\n  \"b\": oops\n}") }
        #expect(problem?.summary == "/x/config.json, line 3: not valid JSON")
        #expect(problem?.causes == ["column 8: `o` cannot begin a value"])
        let list = #expect(throws: Problem.self) { try document("[]") }
        #expect(list?.summary == "/x/config.json, line 1: the file is an array and not an object")
    }

    @Test func aValueOfTheWrongKindNamesItsLine() throws {
        let document = try document(
            "{\n\"merge_queue\": {\n \"waive_gates\": \"yes\"\n},\n\"agent\": 4,\n\"list\": [1]}"
        )
        let waive = #expect(throws: Problem.self) { try document.bool("merge_queue", "waive_gates") }
        #expect(waive?.summary == "/x/config.json, line 3: `merge_queue.waive_gates` is a string and not true or false")
        let below = #expect(throws: Problem.self) { try document.string("agent", "name") }
        #expect(below?.summary == "/x/config.json, line 5: `agent` is a number and not an object")
        #expect(throws: Problem.self) { try document.strings("list") }
        #expect(try document.string("absent", "deep") == nil)
    }

    @Test func writesKeepUnknownNamesAndTheMode() throws {
        let scratch = try #require(Scratch.current)
        try scratch.write("{\"odd\":{\"b\":1.50,\"a\":[]},\"agent\":null}", to: "c.json")
        var document = try #require(try SettingsDocument.read(scratch.file("c.json")))
        #expect(try document.string("agent") == nil)
        document.root["agent"] = "shell && more"
        try document.write(mode: 0o600)
        #expect(
            try scratch.read("c.json") == """
                {
                  "odd": {
                    "b": 1.50,
                    "a": []
                  },
                  "agent": "shell && more"
                }

                """
        )
        #expect(Files.facts(of: scratch.file("c.json"))?.mode == 0o600)
        #expect(scratch.files() == ["c.json"])
    }

    @Test(arguments: [("90s", 90), ("10m", 600), ("1h30m", 5400), ("2h", 7200)])
    func readsLengthsOfTime(text: String, seconds: Int) throws {
        #expect(Duration(settings: text) == .seconds(seconds))
        #expect(try document("{\"t\": \"\(text)\"}").duration("t") == .seconds(seconds))
        #expect(try document("{\"t\": \(seconds)}").duration("t") == .seconds(seconds))
    }

    @Test(arguments: ["", "10", "m", "0s", "-5s", "5 m", "1d", "99999999999s"])
    func refusesOtherLengthsOfTime(text: String) throws {
        #expect(Duration(settings: text) == nil)
        #expect(throws: Problem.self) { try document("{\"t\": \"\(text)\"}").duration("t") }
    }
}
