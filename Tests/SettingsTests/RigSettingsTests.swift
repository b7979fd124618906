import Host
import JSON
import Layout
import Settings
import TestKit
import Testing
import Vocabulary

@Suite(.scratch) struct RigSettingsTests {
    private func rig(_ text: String? = nil) throws -> RigLayout {
        let scratch = try #require(Scratch.current)
        if let text { try scratch.write(text, to: "shop/settings/config.json") }
        return TownLayout(root: scratch.path).rig(try #require(RigName("shop")))
    }

    private func path(_ text: String) throws -> SettingsPath { try #require(SettingsPath(text)) }

    @Test func defaultsHoldWithoutAFile() throws {
        let queue = try RigSettings.read(rig()).mergeQueue
        #expect(queue.gates.isEmpty && !queue.waivesGates && queue.strategy == .rebase && queue.maxBatchSize == 5)
    }

    @Test func gatesAreCommandsOrCommandsWithATimeInTheirOrder() throws {
        let text = """
            {"merge_queue": {"gates": {"test": "make test", "lint": {"cmd": "lint .", "timeout": "90s", "phase": "x"}},
             "waive_gates": true, "merge_strategy": "squash", "max_batch_size": 3}}
            """
        let queue = try RigSettings.read(rig(text)).mergeQueue
        #expect(
            queue.gates == [
                MergeQueueSettings.Gate(name: "test", command: "make test"),
                MergeQueueSettings.Gate(name: "lint", command: "lint .", limit: .seconds(90)),
            ]
        )
        #expect(queue.waivesGates && queue.strategy == .squash && queue.maxBatchSize == 3)
    }

    @Test(arguments: [
        "{\"merge_queue\": []}", "{\"merge_queue\": {\"gates\": [\"x\"]}}",
        "{\"merge_queue\": {\"gates\": {\"t\": 1}}}",
        "{\"merge_queue\": {\"gates\": {\"t\": \" \"}}}",
        "{\"merge_queue\": {\"gates\": {\"t\": {\"timeout\": \"1m\"}}}}",
        "{\"merge_queue\": {\"merge_strategy\": \"pr\"}}", "{\"merge_queue\": {\"max_batch_size\": 0}}",
        "{\"max_workers\": 0}",
        "{\"merge_queue\": {\"gates\": {\"t\": {\"cmd\": \"x\", \"timeout\": \"soon\"}}}}", "{\"agents\": {\"a\": 1}}",
    ])
    func whatCannotBeIsRefused(text: String) throws {
        let problem = #expect(throws: Problem.self) { try RigSettings.read(rig(text)) }
        #expect(problem?.summary.contains("settings/config.json, line 1") == true)
    }

    /// A value of a kind that no setting has is noticed, so each of the names is read.
    @Test(arguments: RigSettings.names)
    func everyNameIsRead(name: String) throws {
        let names = name.split(separator: ".").map(String.init)
        let text = names.reversed().reduce("[7]") { "{\"\($1)\": \($0)}" }
        #expect(throws: Problem.self) { try RigSettings.read(rig(text)) }
        #expect(try RigSettings.knows(path(names.joined(separator: "."))) && RigSettings.knows(path(names[0])))
    }

    @Test(arguments: ["max_wokers", "merge_queue.gate.test", "agent.name", "theme"])
    func otherNamesAreNone(name: String) throws { #expect(try !RigSettings.knows(path(name))) }

    @Test func setReadsTheValueAsItFits() throws {
        var settings = try RigSettings.read(rig("{\"theme\": \"desert\"}"))
        try settings.set(path("merge_queue.gates.test"), to: "true")
        try settings.set(path("merge_queue.gates.slow"), to: "{\"cmd\": \"sleep 1\", \"timeout\": \"2m\"}")
        try settings.set(path("merge_queue.waive_gates"), to: "true")
        try settings.set(path("agent"), to: "shell")
        try settings.set(path("max_workers"), to: "4")
        try settings.write()
        settings = try RigSettings.read(rig())
        #expect(settings.mergeQueue.gates.map(\.command) == ["true", "sleep 1"])
        #expect(settings.mergeQueue.waivesGates && settings.agent == "shell" && settings.maxWorkers == 4)
        #expect(settings.value(at: try path("theme")) == "desert")
        #expect(settings.json.members?.first == JSON.Member("type", "rig-settings"))
        #expect(throws: Problem.self) { try settings.set(path("merge_queue.waive_gates"), to: "maybe") }
        #expect(throws: Problem.self) { try settings.set(path("max_workers"), to: "many") }
        for gate in [#"{"cmd": "true", "timeout": "-5s"}"#, #"{"timeout": "5s"}"#] {
            #expect(throws: Problem.self) { try settings.set(path("merge_queue.gates.odd"), to: gate) }
        }
        #expect(settings.maxWorkers == 4)
    }

    @Test func unsetLeavesNoEmptyObjects() throws {
        var settings = try RigSettings.read(rig("{\"merge_queue\": {\"gates\": {\"test\": \"x\"}}, \"a\": 1}"))
        #expect(try settings.unset(path("merge_queue.gates.test")))
        #expect(try !settings.unset(path("merge_queue.gates.test")))
        #expect(try !settings.unset(path("a.b.c")))
        #expect(settings.json == ["a": 1])
    }

    @Test func pathsAreNamesWithDots() {
        #expect(SettingsPath("a.b")?.names == ["a", "b"])
        for text in ["", ".", "a.", ".a", "a..b"] { #expect(SettingsPath(text) == nil) }
    }
}
