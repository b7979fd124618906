import Arguments
import CommandKit
import Console
import Effects
import Host
import JSON
import Layout
import Settings
import TestKit
import Testing
import TownCommands
import TownKit
import Vocabulary

/// The commands of `gt` that this room has, without the others.
private struct TestTool: ToolRoot {
    static let name = "gt"
    static let summary = "Test"
    static var subcommands: [any Command.Type] { TownTools.commands }
    var globals = GlobalOptions()
    init() {}
}

@Suite(.scratch, .needs("git")) struct TownCommandsTests {
    private func gt(_ place: ScratchTown, _ words: String..., in folder: String? = nil) -> ToolRun {
        ToolRun { console in
            let context = CommandContext(console: console, effects: place.effects, folder: folder ?? place.town.root)
            return runTool(TestTool.self, words, in: context)
        }
    }

    @Test func aRigIsAddedListedSetUpAndRemoved() throws {
        let place = try ScratchTown()
        _ = try place.makeRemote()
        let remote = place.scratch.file("remote.git")
        #expect(gt(place, "rig", "list").output.hasPrefix("No rigs configured."))
        #expect(gt(place, "rig", "list", "--json").output == "[]\n")
        let added = gt(place, "rig", "add", "shop", "--remote=\(remote)", "--json")
        #expect(added.status == 0, "\(added)")
        let listed = try JSON.parse(gt(place, "rig", "list", "--json").output)
        #expect(
            listed == [
                [
                    "name": "shop", "prefix": "sh", "beads_prefix": "sh", "remote": .string(try Files.realPath(remote)),
                    "branch": "trunk", "polecats": 0, "gates": [], "waives_gates": false,
                ]
            ]
        )
        let set = gt(place, "rig", "settings", "set", "shop", "merge_queue.gates.test", "make test")
        #expect(set.description == "status: 0\n--- output\n✓ Set merge_queue.gates.test in shop\n--- notes\n")
        #expect(gt(place, "rig", "settings", "show", "shop", "merge_queue.gates.test").output == "make test\n")
        #expect(gt(place, "rig", "settings", "unset", "shop", "merge_queue.gates.test").status == 0)
        #expect(gt(place, "rig", "settings", "show", "shop", "merge_queue.gates.test").status == 1)
        let status = try JSON.parse(gt(place, "status", "--json").output)
        #expect(status["tmux"]?["socket"]?.string == place.socket)
        #expect(
            status["rigs"]?.array?.first?["refinery"] == ["running": false, "stopped": .null, "queue": 0, "parked": 0]
        )
        #expect(status["daemon"]?["running"] == false && status["overseer"] == ["unread": 0])
        #expect(gt(place, "rig", "remove", "shop").output == "✓ Removed the rig shop\n")
        #expect(!Files.exists(place.town.root + "/shop"))
    }

    @Test func errorsSayWhatIsTheCaseAndWhatToType() throws {
        let place = try ScratchTown()
        let home = place.scratch.file("home")
        #expect(
            gt(place, "status", in: home).description == """
                status: 1
                --- output
                --- notes
                Error: \(home) is in no town
                Hint: Go into a town or set GT_TOWN_ROOT.
                Hint: `gt install <path>` makes a town.

                """
        )
        #expect(gt(place, "rig", "add", "bad-name", "x").notes.contains("Hint: \"bad_name\" can."))
        #expect(gt(place, "rig", "add", "bad-name", "x").status == 2)
        #expect(gt(place, "rig", "add", "shop").status == 2)
        #expect(gt(place, "rig", "settings", "show", "shop").notes.hasPrefix("Error: no rig shop in "))
        let refused = gt(place, "rig", "add", "shop", home, "--json")
        #expect(refused.status == 1)
        #expect(try JSON.parse(refused.output)["code"]?.string == "not_found")
        #expect(gt(place, "--readonly", "rig", "add", "shop", "x").status == 1)
        let unknown = gt(place, "rig", "settings", "set", "shop", "max_wokers", "4")
        #expect(unknown.status == 2 && unknown.notes.contains("Did you mean `max_workers`?"), "\(unknown)")
        var effects = place.effects
        effects.environment["GT_TOWN_ROOT"] = home
        let lost = ToolRun { console in
            runTool(TestTool.self, ["status"], in: CommandContext(console: console, effects: effects, folder: home))
        }
        #expect(lost.notes.contains("there is no town in \(home), which GT_TOWN_ROOT names"))
    }

    @Test func agentsAreSetShownAndRemoved() throws {
        let place = try ScratchTown()
        #expect(gt(place, "config", "default-agent").output == "Default agent: claude\n")
        #expect(gt(place, "config", "agent", "set", "worker", "sleep 600", "--env", "A=b").status == 0)
        let list = try JSON.parse(gt(place, "config", "agent", "list", "--json").output)
        #expect(list.array?.compactMap { $0["name"]?.string } == ["claude", "shell", "worker"])
        #expect(list.array?.last?["args"] == ["600"] && list.array?.last?["is_custom"] == true)
        #expect(gt(place, "config", "default-agent", "worker").status == 0)
        #expect(gt(place, "config", "agent", "remove", "worker").status == 1)
        #expect(gt(place, "config", "default-agent", "nosuch").status == 1)
        #expect(gt(place, "config", "default-agent", "shell").status == 0)
        #expect(gt(place, "config", "agent", "remove", "worker").status == 0)
        #expect(gt(place, "config", "agent", "get", "worker").status == 1)
        #expect(gt(place, "config", "agent", "remove", "claude").status == 1)
    }

    @Test func anAgentThatIsNotThereIsRefusedWhereverItIsChosen() throws {
        let place = try ScratchTown()
        try place.makeRig()
        let rig = place.town.rig(try #require(RigName("shop")))
        try RigIdentity(
            name: rig.name,
            remote: "/nowhere.git",
            defaultBranch: "trunk",
            prefix: try #require(Prefix("sh")),
            createdAt: place.effects.now()
        ).write(rig)
        let refused = """
            status: 1
            --- output
            --- notes
            Error: there is no agent shel
            Hint: Did you mean `shell`?
            Hint: The agents are claude, shell.
            Hint: `gt config agent set shel <command>` adds one.

            """
        #expect(gt(place, "config", "default-agent", "shel").description == refused)
        #expect(gt(place, "rig", "settings", "set", "shop", "agent", "shel").description == refused)
        #expect(gt(place, "rig", "settings", "show", "shop", "agent").status == 1)
        #expect(gt(place, "rig", "settings", "set", "shop", "agents.mine.command", "sleep").status == 0)
        #expect(gt(place, "rig", "settings", "set", "shop", "agent", "mine").status == 0)
        let inUse = gt(place, "rig", "settings", "unset", "shop", "agents.mine")
        #expect(inUse.status == 1 && inUse.notes.contains("mine is the agent of shop"), "\(inUse)")
        #expect(gt(place, "rig", "settings", "set", "shop", "agent", "claude").status == 0)
        #expect(gt(place, "rig", "settings", "unset", "shop", "agents.mine").status == 0)
    }

    @Test func installMakesATownAndSaysHowToGoOn() throws {
        let place = try ScratchTown()
        let folder = place.scratch.path
        let made = gt(place, "install", "second", "--json", in: folder)
        #expect(made.status == 0, "\(made)")
        let root = try #require(try JSON.parse(made.output)["root"]?.string)
        #expect(try TownIdentity.read(TownLayout(root: root))?.name == "second")
        let again = gt(place, "install", "second", in: folder)
        #expect(again.status == 1 && again.notes.contains("Error: there is already a town at \(root)"))
        #expect(gt(place, "uninstall", "home", in: folder).notes.contains("there is no town at"))
        #expect(Files.exists(root))
    }

    @Test func aHalfRemovedTownIsOnlyRemoved() throws {
        let place = try ScratchTown()
        // What a removal that is killed in the middle leaves.
        try Files.makeFolders(place.town.daemon)
        try Files.rename(place.town.ledgers, to: place.town.daemon + "/uninstalling")
        let up = gt(place, "up")
        #expect(up.status == 1 && up.notes.contains("the town at \(place.town.root) is being removed"), "\(up)")
        try Files.removeTree(place.town.mayor)
        let removed = gt(place, "uninstall", place.town.root)
        #expect(removed.status == 0, "\(removed)")
        #expect(!Files.exists(place.town.root))
    }
}
