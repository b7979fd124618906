import BeadCommands
import CommandKit
import Effects
import Host
import Layout
import Settings
import Stores
import TestKit
import Testing
import Vocabulary

/// `bd init`: what it makes, and what it leaves alone.
@Suite(.scratch) struct InitTests {
    private let scratch: Scratch
    private let folder: String

    init() throws {
        scratch = try #require(Scratch.current)
        folder = try scratch.folder("shop")
    }

    private func run(_ words: String..., environment: [String: String] = [:], steps: Steps = Steps()) -> ToolRun {
        let variables = ["BEADS_ACTOR": "ana", "GIT_AUTHOR_EMAIL": "ana@example.invalid", "GT_TEST_STORES": "1"]
        return ToolRun(input: "") { console in
            var effects = Effects.scripted(environment: variables.merging(environment) { $1 })
            effects.steps = steps
            return runTool(BeadTool.self, words, in: CommandContext(console: console, effects: effects, folder: folder))
        }
    }

    @Test func writesNothingIntoAFolderOfAnotherName() throws {
        try scratch.write("user's", to: "shop/file")
        for run in [
            run("init", "--prefix", "pp", environment: ["BEADS_DIR": folder]), run("init", "--db", "."),
        ] {
            #expect(run.status == 1 && run.notes.contains("\(folder) is not called .beads; nothing was made"), "\(run)")
            #expect(run.notes.contains("Set BEADS_DIR to a folder named .beads"))
        }
        #expect(try Files.list(folder) == ["file"])
        let list = run("list", environment: ["BEADS_DIR": folder])
        #expect(list.notes.contains("A ledger's folder is called .beads") && !list.notes.contains("bd init"), "\(list)")
        let named = run("init", "--prefix", "pp", environment: ["BEADS_DIR": "\(folder)/deep/.beads"])
        #expect(named.status == 0 && Files.exists("\(folder)/deep/.beads/metadata.json"), "\(named)")
    }

    @Test func takesAPrefixWithItsHyphen() throws {
        #expect(run("init", "--prefix", "my-app-").output.contains("Identifiers look like my-app-a1b"))
        #expect(run("create", "Named", "--id", "my-app-7").status == 0)
        #expect(run("init", "--prefix", "-").status == 2)
    }

    @Test func refusesWhereAnotherCallWasFaster() throws {
        let beads = BeadsFolder(in: folder)
        let other = try #require(Prefix("q0"))
        let steps = Steps { step in
            guard step == Step("init", 1) else { return }
            let effects = Effects.scripted(environment: ["GT_TEST_STORES": "1"])
            let maker = StoreMaker(beads, effects: effects)
            #expect(throws: Never.self) { try maker.make(database: "q0", prefix: other, by: Actor("bob")) }
        }
        let run = run("init", "--prefix", "q1", steps: steps)
        #expect(run.status == 1 && run.notes.contains("this workspace is already initialized"), "\(run)")
        #expect(try Files.list(beads.ledgers) == ["q0"])
    }

    @Test func completesTheLedgerOfARig() throws {
        let town = TownLayout(root: try scratch.folder("town"))
        try scratch.write("{}", to: "town/mayor/town.json")
        let rig = town.rig(try #require(RigName("shop")))
        let effects = Effects.scripted(environment: ["GT_TEST_STORES": "1"])
        let prefix = try #require(Prefix("sh"))
        _ = try StoreMaker(rig.beads, town: town, effects: effects)
            .make(database: "shop", prefix: prefix, by: Actor("ana"))
        var registry = try RigRegistry.read(town)
        registry.add(RigRegistry.Entry(name: rig.name, prefix: prefix, remote: "u", addedAt: effects.now()))
        try registry.write()
        try Files.remove(rig.beads.metadataFile)
        let run = run("init", environment: ["BEADS_DIR": rig.beads.path])
        #expect(run.output.contains("Ledger made: \(rig.ledger)\n  Identifiers look like sh-a1b"), "\(run)")
        // What `gt doctor` tells to type where the whole folder is lost.
        #expect(self.run("create", "Kept", "--id", "sh-1", "-C", rig.root).status == 0)
        try Files.removeTree(rig.beads.path)
        #expect(self.run("-C", rig.root, "init").output.contains("Identifiers look like sh-a1b"))
        #expect(self.run("show", "sh-1", "-C", rig.root).output.contains("Kept"))
        #expect(try Files.list("\(town.root)/.dolt-data") == ["shop"])
    }

    @Test func completesTheLedgerThatIsThere() throws {
        #expect(run("init", "--prefix", "old").status == 0)
        #expect(run("create", "Kept", "--id", "old-aaa").status == 0)
        try Files.remove("\(folder)/.beads/metadata.json")
        let other = run("init", "--prefix", "new")
        #expect(other.status == 1 && other.notes.contains("`bd init --prefix old` completes it"), "\(other)")
        let named = run("init", "--database", "new")
        #expect(named.status == 1 && named.notes.contains("`bd init --database old` takes old"), "\(named)")
        #expect(run("init").output.contains("Identifiers look like old-a1b"))
        #expect(run("show", "old-aaa").output.contains("Kept"))
        #expect(try Files.list("\(folder)/.beads/dolt") == ["old"])
    }
}
