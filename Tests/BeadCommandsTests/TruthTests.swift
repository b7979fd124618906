import Effects
import Host
import JSON
import Layout
import Stores
import TestKit
import Testing
import Vocabulary

/// What a command says is what is the case.
@Suite(.scratch) struct TruthTests {
    let bd: BeadRun

    init() throws { bd = try BeadRun(beads: ["t-aaa", "t-bbb"]) }

    @Test func reopenOfAnOpenBead() {
        #expect(bd.output("reopen", "t-aaa") == "  t-aaa is open already")
        _ = bd.output("close", "t-aaa")
        #expect(bd.output("reopen", "t-aaa") == "↻ Reopened t-aaa")
    }

    @Test func closeOfAClosedBead() {
        #expect(bd.output("close", "t-aaa", "-r", "done") == "✓ Closed t-aaa — Title t-aaa: done")
        let both = "  t-aaa is closed already — Title t-aaa: done\n✓ Closed t-bbb — Title t-bbb: again"
        #expect(bd.output("close", "t-aaa", "t-bbb", "-r", "again") == both)
        #expect(bd.output("close", "t-aaa", "--json").contains(#""close_reason": "done""#))
    }

    @Test func listsWhatStillSleeps() {
        _ = bd.output("update", "t-aaa", "--defer", "+1h")
        #expect(bd.output("list", "--deferred", "--flat").contains("t-aaa"))
        _ = bd.output("update", "t-aaa", "--defer", "2001-01-01")
        _ = bd.output("update", "t-bbb", "--status", "deferred")
        let asleep = bd.output("list", "--deferred", "--flat")
        #expect(asleep.contains("t-bbb") && !asleep.contains("t-aaa"), "\(asleep)")
        #expect(bd.output("list", "--help").contains("(default 50)"))
    }

    @Test func labelsHaveNoSpaceAtTheirEnds() {
        #expect(bd.output("label", "add", "t-aaa", " ui ") == "✓ Added label 'ui' to t-aaa")
        #expect(bd.output("label", "add", "t-aaa", "ui ") == "  t-aaa has the label 'ui' already")
        _ = bd.output("update", "t-aaa", "--set-labels", " ui , api")
        #expect(bd.output("label", "list", "t-aaa", "--json") == "[\n  \"api\",\n  \"ui\"\n]")
        _ = bd.output("create", "x", "--id", "t-ddd", "-l", " sp ,q", "--silent")
        #expect(bd.output("label", "list", "t-ddd", "--json") == "[\n  \"q\",\n  \"sp\"\n]")
        #expect(bd.output("create", "x", "-l", " sp ", "--dry-run", "--json").contains("\"sp\""))
    }

    @Test func tiesThatAreThereAlready() throws {
        #expect(bd.output("dep", "add", "t-aaa", "t-bbb").hasPrefix("✓ Added"))
        let before = try bd.versions
        let again = "t-aaa (Title t-aaa) depends on t-bbb (Title t-bbb) already (blocks)"
        #expect(bd.output("dep", "add", "t-aaa", "t-bbb") == "  " + again)
        #expect(bd.output("dep", "add", "t-aaa", "t-bbb", "--json").contains(#""status": "unchanged""#))
        #expect(bd.output("dep", "t-bbb", "--blocks", "t-aaa").hasSuffix("blocks t-aaa (Title t-aaa) already"))
        #expect(try bd.versions == before)
    }

    @Test func linksThatAreNotThere() {
        let none = "  t-aaa and t-bbb are not linked; nothing to remove"
        #expect(bd.output("dep", "unrelate", "t-aaa", "t-bbb") == none)
        #expect(bd.output("dep", "unrelate", "t-aaa", "t-bbb", "--json").contains(#""unrelated": false"#))
        #expect(bd.output("dep", "relate", "t-aaa", "t-bbb") == "✓ Linked t-aaa ↔ t-bbb")
        #expect(bd.output("dep", "relate", "t-aaa", "t-bbb") == "  t-aaa ↔ t-bbb are linked already")
        #expect(bd.output("dep", "unrelate", "t-bbb", "t-aaa") == "✓ Unlinked t-bbb ↔ t-aaa")
    }

    @Test func tiesThatAreLeft() {
        for type in ["blocks", "related"] { _ = bd.output("dep", "add", "t-aaa", "t-bbb", "-t", type) }
        let (a, b) = ("t-aaa (Title t-aaa)", "t-bbb (Title t-bbb)")
        let remove = ["dep", "remove", "t-aaa", "t-bbb"]
        let one = bd(remove + ["-t", "related"])
        #expect(one.output == "✓ Removed dependency of type related: \(a) depends on \(b) (blocks)\n")
        let none = bd(remove + ["-t", "related"])
        #expect(none.output == "\(a) depends on \(b) only as blocks, not related; nothing to remove\n")
        #expect(bd(remove).output == "✓ Removed dependency: \(a) no longer depends on \(b)\n")
    }

    @Test func settingsThatAreNotSet() {
        #expect(bd.output("config", "unset", "nothing") == "nothing is not set; nothing to remove")
        #expect(bd.output("config", "unset", "nothing", "--json").contains(#""status": "unchanged""#))
        _ = bd.output("config", "set", "nothing", "x")
        #expect(bd.output("config", "unset", "nothing") == "Unset nothing")
    }

    @Test func anUpdateOfNothing() throws {
        for words in [["update", "--json"], ["update", "t-aaa", "--json"]] {
            #expect(try JSON.parse(bd(words).output)["note"] == "No updates specified")
        }
    }

    @Test func hintsThatKeepWhatIsConfigured() {
        #expect(bd.bd("create", "x", "-t", "one").notes.contains("`bd config set types.custom one` adds it"))
        _ = bd.output("config", "set", "types.custom", "one,two")
        #expect(bd.bd("create", "x", "-t", "aa").notes.contains("`bd config set types.custom one,two,aa` adds it"))
        #expect(bd.bd("create", "x", "-t", "a b").notes.contains("types.custom one,two,<name>`"))
        _ = bd.output("config", "set", "status.custom", "review:wip,plain")
        let status = bd.bd("update", "t-aaa", "-s", "done")
        #expect(status.notes.contains("status.custom review:wip,plain,done:<category>`"), "\(status)")
    }

    @Test func theLedgersOwnDatabaseHasItsName() {
        #expect(bd.output("sql", "--csv", "use t; select count(*) as n from issues") == "n\n2")
        #expect(bd.output("sql", "--csv", "--database", "t", "select 1 as n") == "n\n1")
    }

    @Test func bytesThatAreNoText() throws {
        let path = "\(bd.folder)/noise"
        try Files.write([0x61, 0xff, 0xfe, 0x62], to: path)
        for words in [
            ["create", "x", "--body-file", "noise"], ["update", "t-aaa", "--design-file", "noise"],
            ["comment", "t-aaa", "--file", "noise"],
        ] {
            let run = bd(words)
            #expect(run.status == 1 && run.notes.contains("noise is no text in UTF-8"), "\(words): \(run)")
        }
        #expect(bd.output("count") == "2")
    }

    @Test func aLedgerOfATownKeepsItsPrefix() throws {
        let scratch = try #require(Scratch.current)
        let town = TownLayout(root: try scratch.folder("town"))
        try scratch.write("{}", to: "town/mayor/town.json")
        let rig = town.rig(try #require(RigName("shop")))
        let effects = Effects.scripted(environment: ["GT_TEST_STORES": "1"])
        _ = try StoreMaker(rig.beads, town: town, effects: effects)
            .make(database: "shop", prefix: try #require(Prefix("sh")), by: Actor("ana"))
        let folder = ["BEADS_DIR": rig.beads.path]
        let run = bd(["config", "set", "issue_prefix", "t"], environment: folder)
        #expect(run.status == 1 && run.notes.contains("keep their prefixes"), "\(run)")
        #expect(bd(["config", "get", "issue_prefix"], environment: folder).output == "sh\n")
        #expect(bd(["config", "set", "issue_prefix", "sh"], environment: folder).status == 0)
    }
}
