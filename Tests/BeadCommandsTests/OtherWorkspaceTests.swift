import Foundation
import TestKit
import Testing

/// `--repo`: a bead for another project than the one of the folder.
@Suite(.scratch) struct OtherWorkspaceTests {
    @Test func createsInTheFolderThatRepoNames() throws {
        let bd = try BeadRun()
        let scratch = try #require(Scratch.current)
        let other = try scratch.folder("other")
        #expect(bd(["init", "--prefix", "o", "--quiet", "-C", other]).description == BeadRun.silence)
        try scratch.write("told here", to: "work/text.md")
        let words = ["create", "There", "--id", "o-aaa", "--repo", "../other", "--body-file", "text.md", "--silent"]
        #expect(bd(words).output == "o-aaa\n")
        #expect(bd.output("count") == "0")
        #expect(bd.output("show", "o-aaa", "-C", other).contains("told here"))
    }

    @Test func refusesAFolderThatIsNotThere() throws {
        let bd = try BeadRun()
        let run = bd(["create", "Nowhere", "--repo", "../nowhere"])
        #expect(run.status == 1)
        #expect(run.notes.contains("cannot use --repo \"../nowhere\": there is no such folder"))
        #expect(bd.output("count") == "0")
    }

    @Test func makesNoLedgerThatARedirectHides() throws {
        let bd = try BeadRun()
        let scratch = try #require(Scratch.current)
        let other = try scratch.folder("led")
        try scratch.write("../work/.beads\n", to: "led/.beads/redirect")
        let run = bd(["init", "--prefix", "o", "-C", other])
        #expect(run.status == 1)
        #expect(run.notes.contains("is redirected to another ledger; nothing was made"))
        #expect(!scratch.exists("led/.beads/dolt"))
    }

    @Test func createsNoBeadWhoseIdIsRoutedElsewhere() throws {
        let bd = try BeadRun()
        let scratch = try #require(Scratch.current)
        let other = try scratch.folder("other")
        #expect(bd(["init", "--prefix", "t-app", "--quiet", "-C", other]).status == 0)
        try scratch.write(#"{"prefix": "t-app-", "path": "../other"}"# + "\n", to: "work/.beads/routes.jsonl")
        let run = bd(["create", "Lost", "--id", "t-app-67"])
        #expect(run.status == 1)
        #expect(run.notes.contains("t-app-67 belongs to the ledger t-app; nothing was created"), "\(run)")
        #expect(bd.output("count") == "0")
    }

    @Test func listsTiesToOtherLedgers() throws {
        let bd = try BeadRun()
        #expect(bd.output("create", "One", "--id", "t-aaa", "--silent") == "t-aaa")
        let added = bd.bd("dep", "add", "t-aaa", "external:p:cap")
        let note = "Note: external:p:cap is in no ledger here, so this tie (blocks) does not hold t-aaa back\n"
        #expect(added.status == 0 && added.notes == note, "\(added)")
        #expect(bd.output("dep", "list", "t-aaa").contains("external:p:cap (blocks): not in this ledger"))
        #expect(bd.output("dep", "list", "t-aaa", "--json").contains("external:p:cap"))
    }
}

/// Beads of a ledger that a route leads to.
@Suite(.scratch) struct RoutedBeadTests {
    let bd: BeadRun
    let other: String

    init() throws {
        bd = try BeadRun(beads: ["t-aaa"])
        let scratch = try #require(Scratch.current)
        other = try scratch.folder("other")
        #expect(bd(["init", "--prefix", "o", "--quiet", "-C", other]).status == 0)
        #expect(bd(["create", "There", "--id", "o-aaa", "--silent", "-C", other]).output == "o-aaa\n")
        for (folder, prefix, path) in [("work", "o", "../other"), ("other", "t", "../work")] {
            let route = #"{"prefix": "\#(prefix)-", "path": "\#(path)"}"# + "\n"
            try scratch.write(route, to: "\(folder)/.beads/routes.jsonl")
        }
    }

    @Test func aTieToAnotherLedgerSaysThatItHoldsNothingBack() {
        let note = "Note: o-aaa is in the ledger o, so this tie (blocks) does not hold t-aaa back\n"
        #expect(bd.bd("dep", "add", "t-aaa", "o-aaa").notes == note)
        #expect(bd.bd("dep", "add", "t-aaa", "o-aaa", "--json").notes == note)
        #expect(bd.bd("dep", "add", "t-aaa", "o-aaa", "-t", "related").notes == "")
        #expect(bd.output("ready").contains("t-aaa"))
    }

    /// A short form is found another way than a whole id, and means the same bead.
    @Test func aTieWithinTheLedgerSaysNothingHoweverItIsNamed() {
        _ = bd.bd("create", "Beside", "--id", "t-bbb", "--silent")
        let run = bd.bd("dep", "add", "t-aaa", "bb")
        #expect(run.status == 0 && run.notes == "", "\(run)")
        #expect(!bd.output("ready").contains("t-aaa"))
    }

    @Test(arguments: ["o-aaa", "depends-on:o-aaa", "blocked-by:o-aaa"])
    func createKeepsSuchATieAsDepAddDoes(_ tie: String) {
        let run = bd.bd("create", "Here", "--id", "t-bbb", "--deps", tie, "--silent")
        #expect(run.status == 0 && run.output == "t-bbb\n", "\(run)")
        #expect(run.notes.hasPrefix("Note: o-aaa is in the ledger o, so this tie ("), "\(run)")
        #expect(run.notes.hasSuffix(") does not hold t-bbb back\n"), "\(run)")
        #expect(bd.output("dep", "list", "t-bbb").contains("o-aaa"))
    }

    @Test func createTiesABeadThereToTheNewOne() {
        let run = bd.bd("create", "Here", "--id", "t-bbb", "--deps", "blocks:o-aaa", "--silent")
        let note = "Note: t-bbb is in the ledger t, so this tie (blocks) does not hold o-aaa back\n"
        #expect(run.description == "status: 0\n--- output\nt-bbb\n--- notes\n\(note)")
        #expect(bd.output("dep", "list", "o-aaa", "-C", other).contains("t-bbb"))
    }

    @Test(arguments: [
        (["create", "x", "--parent", "o-aaa"], "a parent and its children share one ledger; nothing was created"),
        (["create", "x", "--parent", "o-aaa", "--dry-run"], "share one ledger; nothing was created"),
        (["create", "x", "--waits-for", "o-aaa"], "children of another ledger's issue; nothing was created"),
        (["create", "x", "--deps", "parent-child:o-aaa"], "share one ledger; nothing was created"),
        (["create", "x", "--deps", "waits-for:o-aaa"], "children of another ledger's issue; nothing was created"),
        (["dep", "add", "t-aaa", "o-aaa", "-t", "parent-child"], "share one ledger; nothing was changed"),
        (["dep", "add", "t-aaa", "o-aaa", "-t", "waits-for"], "of another ledger's issue; nothing was changed"),
        (["update", "t-aaa", "--parent", "o-aaa"], "a parent and its children share one ledger; nothing was changed"),
    ])
    func refusesWhatOnlyOneLedgerCanSeeTo(_ words: [String], _ reason: String) {
        let run = bd(words)
        #expect(run.status == 1 && run.output.isEmpty, "\(run)")
        #expect(run.notes.contains("Error: o-aaa is in the ledger o, and ") && run.notes.contains(reason), "\(run)")
        #expect(run.notes.contains("Hint: ") && bd.output("count") == "1")
    }

    @Test func whatIsInNoLedgerIsNotFound() {
        #expect(bd.bd("create", "x", "--deps", "o-zzz").notes.contains("no issue found matching \"o-zzz\""))
    }
}

/// `--quiet`.
@Suite(.scratch) struct QuietTests {
    @Test(arguments: [
        ["label", "add", "t-aaa", "x"], ["comment", "t-aaa", "a word"], ["dep", "add", "t-aaa", "t-bbb"],
        ["close", "t-bbb"], ["update", "t-aaa", "--title", "New"],
    ])
    func saysNothingOfWhatWasDone(_ words: [String]) throws {
        let bd = try BeadRun()
        for id in ["t-aaa", "t-bbb"] { #expect(bd.output("create", "Title", "--id", id, "--silent") == id) }
        #expect(bd(words + ["-q"]).description == BeadRun.silence)
    }
}

/// `-o` and partial lines.
@Suite(.scratch) struct ExchangeEdgeTests {
    @Test func exportKeepsPermissionsLinksAndPipes() throws {
        let bd = try BeadRun()
        let scratch = try #require(Scratch.current)
        try scratch.write("old", to: "work/private.jsonl")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600],
            ofItemAtPath: scratch.file("work/private.jsonl")
        )
        try FileManager.default.createSymbolicLink(
            atPath: scratch.file("work/link.jsonl"),
            withDestinationPath: "private.jsonl"
        )
        #expect(bd.output("create", "One", "--id", "t-aaa", "--silent") == "t-aaa")
        #expect(bd(["export", "-o", "link.jsonl"]).status == 0)
        let facts = try FileManager.default.attributesOfItem(atPath: scratch.file("work/private.jsonl"))
        #expect(facts[.posixPermissions] as? Int == 0o600)
        #expect(try scratch.read("work/private.jsonl").contains("t-aaa"))
        let link = try FileManager.default.attributesOfItem(atPath: scratch.file("work/link.jsonl"))
        #expect(link[.type] as? FileAttributeType == .typeSymbolicLink)
        #expect(bd(["export", "-o", "/dev/null"]).status == 0)
        let device = try FileManager.default.attributesOfItem(atPath: "/dev/null")
        #expect(device[.type] as? FileAttributeType == .typeCharacterSpecial)
        #expect(bd.output("export", "-o", "-").contains("t-aaa"))
        #expect(!scratch.exists("work/-"))
    }

    @Test func aLineThatNamesLittleChangesLittle() throws {
        let bd = try BeadRun()
        #expect(bd.output("create", "One", "--id", "t-aaa", "--silent", "--metadata", #"{"k":1}"#) == "t-aaa")
        _ = bd.output("close", "t-aaa", "--reason", "finished")
        #expect(bd(["import", "-"], input: #"{"id":"t-aaa","title":"Partial"}"# + "\n").status == 0)
        let line = bd.output("export")
        for kept in [
            #""title":"Partial""#, #""status":"closed""#, #""close_reason":"finished""#, #""k":1"#, "closed_at",
        ] {
            #expect(line.contains(kept), "\(kept) in \(line)")
        }
        #expect(bd(["import", "-"], input: #"{"id":"t-aaa","title":"Open","status":"open"}"# + "\n").status == 0)
        #expect(!bd.output("export").contains("close"))
    }
}

/// Times as people here read them.
@Suite(.scratch) struct ZoneTests {
    @Test(arguments: [-9, 0, 14])
    func aDayIsShownAsItWasTyped(hours: Int) throws {
        var bd = try BeadRun()
        bd.zone = hours * 3600
        _ = bd.output("create", "Title", "--id", "t-aaa", "--silent", "--due", "2027-03-01")
        #expect(bd.output("show", "t-aaa").contains("Due: 2027-03-01"))
        #expect(bd.output("show", "t-aaa", "--json").contains(#""due_at": "2027-0"#))
    }
}

/// What is named twice, is there already or is not there.
@Suite(.scratch) struct RepeatedWordTests {
    let bd: BeadRun

    init() throws { bd = try BeadRun(beads: ["t-aaa", "t-bbb"]) }

    @Test func aBeadThatIsNamedTwiceIsChangedOnce() {
        _ = bd.output("update", "t-aaa", "aaa", "--append-notes", "once")
        #expect(bd.output("show", "t-aaa").components(separatedBy: "once").count == 2)
    }

    @Test func aLabelIsAddedAndRemovedWhereThatChangesSomething() {
        #expect(bd.output("label", "add", "t-aaa", "x") == "✓ Added label 'x' to t-aaa")
        #expect(bd.output("label", "add", "t-aaa", "x") == "  t-aaa has the label 'x' already")
        #expect(bd.output("label", "remove", "t-bbb", "x") == "  t-bbb has no label 'x'")
        #expect(bd.output("label", "remove", "t-bbb", "x", "--json").contains(#""status": "unchanged""#))
    }

    @Test func readySaysWhetherOnlyTheFlagsLeaveNothing() {
        #expect(bd.output("ready", "-l", "none").contains("No ready work found that these flags let through"))
        _ = bd.output("close", "t-aaa", "t-bbb")
        #expect(bd.output("ready", "-l", "none").contains("No open issues"))
    }

    @Test func anEmptyActorIsNone() {
        _ = bd.output("create", "Mine", "--id", "t-ccc", "--silent", "--actor", "")
        #expect(bd.output("show", "t-ccc").contains("Owner: ana"))
    }
}
