import Basics
import Host
import JSON
import Layout
import Settings
import TestKit
import Testing
import Vocabulary

@Suite(.scratch) struct TownFilesTests {
    private let moment = Timestamp(seconds: 1_795_249_597)

    private func town() throws -> TownLayout { TownLayout(root: try #require(Scratch.current).path) }

    @Test func theIdentityOfATownIsItsOwnersAlone() throws {
        let town = try town()
        #expect(try TownIdentity.read(town) == nil)
        let identity = TownIdentity(name: "gt", owner: "ana@example.org", createdAt: moment)
        try identity.write(town)
        #expect(try TownIdentity.read(town) == identity)
        #expect(Files.facts(of: town.townFile)?.mode == 0o600)
        let text = try Files.text(at: town.townFile)
        #expect(text.contains("\"type\": \"town\"") && text.contains("\"public_name\": \"gt\""))
    }

    @Test func rigsAreAddedAndRemovedAndUnknownNamesStay() throws {
        let town = try town()
        try Scratch.current?.write(
            "{\"version\":1,\"theme\":\"desert\",\"rigs\":{\"old\":{\"git_url\":\"u\",\"beads\":{\"prefix\":\"ol\",\"repo\":\"\"},\"x\":1}}}",
            to: "mayor/rigs.json"
        )
        var registry = try RigRegistry.read(town)
        let shop = RigRegistry.Entry(
            name: try #require(RigName("shop")),
            prefix: try #require(Prefix("sh")),
            remote: "file:///up.git",
            addedAt: moment
        )
        registry.add(shop)
        try registry.write()
        registry = try RigRegistry.read(town)
        #expect(registry.entries.map(\.name.description) == ["old", "shop"])
        #expect(registry[shop.name] == shop)
        #expect(registry.entry(prefix: shop.prefix) == shop)
        #expect(Files.facts(of: town.registryFile)?.mode == 0o600)
        registry.remove(shop.name)
        try registry.write()
        let text = try Files.text(at: town.registryFile)
        #expect(text.contains("\"theme\": \"desert\"") && text.contains("\"x\": 1") && !text.contains("shop"))
    }

    @Test func aRigWithoutAPrefixIsNamedWithItsLine() throws {
        let town = try town()
        try Scratch.current?.write(
            "{\n\"rigs\": {\n\"shop\": {\n\"beads\": {\"prefix\": \"\"}}}}",
            to: "mayor/rigs.json"
        )
        let problem = #expect(throws: Problem.self) { try RigRegistry.read(town) }
        #expect(problem?.summary == "\(town.registryFile), line 4: `rigs.shop.beads.prefix` is not a prefix")
    }

    @Test func agentsOfTheTownAreReadAndWritten() throws {
        let town = try town()
        var settings = try TownSettings.read(town)
        #expect(settings.defaultAgent == nil && settings.agents.isEmpty && settings.notifiesOfConvoys)
        try settings.setDefaultAgent("shell")
        try settings.set(
            AgentSetting(
                name: "fast",
                provider: "claude",
                command: "claude",
                arguments: ["--x"],
                environment: ["A": "1"]
            )
        )
        try settings.write()
        settings = try TownSettings.read(town)
        #expect(settings.defaultAgent == "shell")
        #expect(settings[agent: "fast"]?.arguments == ["--x"])
        #expect(settings[agent: "fast"]?.environment == ["A": "1"])
        try settings.removeAgent("fast")
        #expect(settings.agents.isEmpty)
    }

    @Test func aRigsIdentityIsReadAsWritten() throws {
        let rig = try town().rig(try #require(RigName("shop")))
        #expect(throws: Problem.self) { try RigIdentity.required(rig) }
        let identity = RigIdentity(
            name: rig.name,
            remote: "https://example.org/shop.git",
            defaultBranch: "trunk",
            prefix: try #require(Prefix("sh")),
            createdAt: moment
        )
        try identity.write(rig)
        #expect(try RigIdentity.required(rig) == identity)
    }
}
