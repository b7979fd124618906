import Effects
import Host
import JSON
import Layout
import Ledger
import LedgerKit
import Sessions
import Settings
import Supervised
import TestKit
import Testing
import TownKit
import Vocabulary

@Suite(.scratch) struct SessionsTests {
    private let scratch: Scratch
    private let town: TownLayout
    private let store: ScratchLedger
    private let host = RecordingHost()
    private let toast = Address("shop/polecats/toast")
    private let prefix = Prefix("sh")

    init() throws {
        scratch = try #require(Scratch.current)
        town = TownLayout(root: try scratch.folder("town"))
        store = try ScratchLedger("hq", prefix: "hq", effects: .live(environment: [:]))
        try scratch.write("#!/bin/sh\n", to: "bin/claude")
        try Files.setMode(0o755, of: scratch.file("bin/claude"))
    }

    private var supervision: Supervision { Supervision(town: town, hq: store.ledger, effects: store.effects) }

    private func sessions(_ environment: [String: String] = [:]) -> Sessions {
        var all = ["PATH": "/usr/bin:/bin:\(scratch.file("bin"))", "HOME": scratch.file("home"), "SECRET": "s3cr3t"]
        all.merge(environment) { $1 }
        return Sessions(
            town: town,
            host: host,
            program: "/opt/gastown/bin/gt",
            effects: .live(environment: all)
        )
    }

    private func order(_ agent: String) throws -> SessionOrder {
        let plan = try AgentPlan(agent, TownSettings.read(town))
        var order = try SessionOrder(
            #require(toast),
            prefix: #require(prefix),
            in: scratch.folder("town/shop/polecats/toast/shop"),
            .agent(plan)
        )
        order.incarnation = Incarnation("0123456789")
        order.token = FencingToken(3)
        order.bead = BeadID("sh-1")
        order.branch = "polecat/toast/sh-1@0123456789"
        order.slot = 4
        return order
    }

    @Test func theShellAgentGetsExactlyItsEnvironment() throws {
        let order = try order("shell")
        #expect(try sessions().start(order, supervision) == .started(session: "sh-toast"))
        let started = try #require(host.orders.first)
        #expect(started.directory == order.directory)
        #expect(
            started.command == [
                "/opt/gastown/bin/gt", "session-exec", "--kind", "agent", "--session", "sh-toast", "--incarnation",
                "0123456789", "shop/polecats/toast", "--", "/opt/gastown/bin/gt", "shell-agent",
            ]
        )
        let root = town.root
        var environment = started.environment
        let run = try #require(environment["GT_RUN"])
        environment["GT_RUN"] = nil
        #expect(run.split(separator: "-").map(\.count) == [8, 4, 4, 4, 12])
        #expect(
            environment == [
                "BD_ACTOR": "shop/polecats/toast", "BEADS_AGENT_NAME": "shop/toast", "BEADS_DIR": "\(root)/shop/.beads",
                "GIT_AUTHOR_EMAIL": "shop.polecats.toast@gastown.local", "GIT_AUTHOR_NAME": "shop/polecats/toast",
                "GIT_CEILING_DIRECTORIES": root, "GIT_COMMITTER_EMAIL": "shop.polecats.toast@gastown.local",
                "GIT_COMMITTER_NAME": "shop/polecats/toast", "GT_AGENT": "shell",
                "GT_BRANCH": "polecat/toast/sh-1@0123456789", "GT_INCARNATION": "0123456789", "GT_POLECAT": "toast",
                "GT_POLECAT_PATH": "\(root)/shop/polecats/toast/shop", "GT_PROCESS_NAMES": "gt", "GT_RIG": "shop",
                "GT_ROLE": "shop/polecats/toast", "GT_ROOT": root, "GT_SESSION": "sh-toast",
                "GT_TMUX_SOCKET": "recorded", "GT_TOKEN": "3", "GT_TOWN_ROOT": root,
                "PATH": "/opt/gastown/bin:/usr/bin:/bin:\(scratch.file("bin"))", "POLECAT_SLOT": "4",
            ]
        )
        try host.end("sh-toast")
        _ = try sessions().start(order, supervision)
        #expect(host.orders.last?.environment["GT_RUN"] != run)
    }

    @Test func claudeHasAFolderOfTheTownsOwn() throws {
        try scratch.write("{}\n", to: "home/.claude.json")
        try scratch.write("{}\n", to: "home/.claude/.credentials.json")
        let key = "sk-ant-test-0000000000000000"
        _ = try sessions(["ANTHROPIC_API_KEY": key, "ANTHROPIC_BASE_URL": "http://elsewhere"])
            .start(order("claude"), supervision)
        let started = try #require(host.orders.first)
        let folder = "\(town.agentHome("claude"))/sh-toast"
        #expect(started.environment["CLAUDE_CONFIG_DIR"] == folder)
        #expect(started.environment["ANTHROPIC_API_KEY"] == key)
        #expect(started.environment["ANTHROPIC_BASE_URL"] == nil)
        #expect(started.environment["SECRET"] == nil)
        let words = started.command.drop { $0 != "--" }.dropFirst()
        #expect(
            words.dropLast() == [
                scratch.file("bin/claude"), "--dangerously-skip-permissions", "--settings",
                "\(folder)/gastown-settings.json",
            ]
        )
        #expect(words.last?.contains("sh-1") ?? false)
        let state = try JSON.parse(Files.text(at: "\(folder)/.claude.json"))
        #expect(state["hasCompletedOnboarding"] == true)
        #expect(state["projects"]?[started.directory]?["hasTrustDialogAccepted"] == true)
        #expect(state["customApiKeyResponses"]?["approved"] == [.string(String(key.suffix(20)))])
        let hooks = try JSON.parse(Files.text(at: "\(folder)/gastown-settings.json"))["hooks"]
        #expect(hooks?.members?.map(\.name) == ["SessionStart", "PreCompact", "UserPromptSubmit", "PostToolUse"])
        #expect(Files.linkTarget(of: "\(folder)/.credentials.json") == scratch.file("home/.claude/.credentials.json"))
        #expect(try scratch.read("home/.claude.json") == "{}\n")
    }

    @Test func whatTheProgramWroteIntoItsFolderStays() throws {
        let folder = "\(town.agentHome("claude"))/sh-toast"
        try Files.makeFolders(folder)
        try Files.write(
            "{\"numStartups\": 7, \"projects\": {\"/elsewhere\": {\"x\": 1}}}",
            to: "\(folder)/.claude.json"
        )
        _ = try sessions().start(order("claude"), supervision)
        let state = try JSON.parse(Files.text(at: "\(folder)/.claude.json"))
        #expect(state["numStartups"]?.int == 7)
        #expect(state["projects"]?.members?.count == 2)
    }

    @Test func oneSessionForOneOccupation() throws {
        let sessions = sessions()
        let order = try order("shell")
        let (address, prefix) = (order.address, order.prefix)
        #expect(try sessions.isVacant(address, prefix: prefix, supervision))
        #expect(try sessions.start(order, supervision) == .started(session: "sh-toast"))
        #expect(try sessions.start(order, supervision) == .alreadyRunning(session: "sh-toast"))
        #expect(try !sessions.isVacant(address, prefix: prefix, supervision))
        #expect(try sessions.peek(address, prefix: prefix, lines: 7) == "7 lines of sh-toast")
        #expect(try sessions.attachment(address, prefix: prefix) == ProcessCall("show", ["sh-toast"]))
        try sessions.end(address, prefix: prefix, supervision)
        #expect(try sessions.isVacant(address, prefix: prefix, supervision))
        #expect(throws: SessionFault.notRunning(address, session: "sh-toast")) {
            try sessions.peek(address, prefix: prefix, lines: 7)
        }
    }

    @Test func aSessionOfAnEarlierOccupationMakesRoom() throws {
        let sessions = sessions()
        var order = try order("shell")
        _ = try sessions.start(order, supervision)
        var call = ProcessCall("sleep", ["60"], in: scratch.path)
        call.environment = ["PATH": "/usr/bin:/bin", "GT_TOWN_ROOT": town.root, "GT_INCARNATION": "0123456789"]
        let process = try Programs.startDetached(call, log: scratch.file("log"))
        defer { while !Programs.reap(process) {} }
        let duty = Duty(.agent, of: order.address.description, incarnation: order.incarnation, session: "sh-toast")
        try store.change { try $0.record(ProcessRecord(process, duty)) }
        #expect(try sessions.start(order, supervision) == .alreadyRunning(session: "sh-toast"))
        order.incarnation = Incarnation("0123456790")
        #expect(try sessions.start(order, supervision) == .started(session: "sh-toast"))
        #expect(!process.isAlive)
        #expect(host.orders.count == 2)
    }

    @Test func settingsChangeAPresetAndAddAgents() throws {
        var settings = try TownSettings.read(town)
        try settings.set(AgentSetting(name: "claude", command: "/bin/true", environment: ["MODEL": "small"]))
        try settings.set(AgentSetting(name: "mine", command: "sleep", arguments: ["60"]))
        try settings.setDefaultAgent("mine")
        let claude = try AgentPlan("claude", settings)
        #expect(claude.command == "/bin/true")
        #expect(claude.arguments == ["--dangerously-skip-permissions"])
        #expect(claude.environment == ["MODEL": "small"])
        #expect(try AgentPlan(nil, settings).name == "mine")
        #expect(try AgentPlan("shell", settings).isModel == false)
        #expect(throws: AgentFault.unknown("nobody", known: ["claude", "shell", "mine"])) {
            try AgentPlan("nobody", settings)
        }
    }

    @Test func aRigsOwnAgentsGoBeforeThoseOfTheTown() throws {
        var settings = try TownSettings.read(town)
        try settings.set(AgentSetting(name: "mine", command: "sleep", arguments: ["60"]))
        let text = """
            {"agent": "mine", "agents": {"mine": {"command": "cat"}, "other": {"provider": "claude", "args": ["-p"]}}}
            """
        let layout = try town.rig(#require(RigName("shop")))
        try Files.makeFolders(Files.parent(of: layout.settingsFile))
        try Files.write(text, to: layout.settingsFile)
        let rig = try RigSettings.read(layout)
        let plan = try AgentPlan(nil, settings, rig: rig)
        #expect(plan.name == "mine")
        #expect(plan.command == "cat")
        #expect(plan.arguments == [])
        #expect(try AgentPlan("other", settings, rig: rig).arguments == ["-p"])
        #expect(throws: AgentFault.unknown("other", known: AgentPlan.names(settings))) {
            try AgentPlan("other", settings)
        }
    }

    @Test func aFolderThatIsGoneIsNamedAndNothingStarts() throws {
        let order = try order("shell")
        try Files.removeTree(order.directory)
        #expect(throws: SessionFault.noFolder(order.address, path: order.directory)) {
            try sessions().start(order, supervision)
        }
        #expect(host.orders.isEmpty)
    }

    @Test func aProgramThatIsNotThereIsNamedBeforeAnythingStarts() throws {
        var settings = try TownSettings.read(town)
        try settings.set(AgentSetting(name: "mine", command: "no-such-agent"))
        let plan = try AgentPlan("mine", settings)
        let order = try SessionOrder(#require(toast), prefix: #require(prefix), in: scratch.path, .agent(plan))
        #expect(throws: AgentFault.notInstalled(agent: "mine", program: "no-such-agent")) {
            try sessions().start(order, supervision)
        }
        #expect(host.orders.isEmpty)
    }
}
