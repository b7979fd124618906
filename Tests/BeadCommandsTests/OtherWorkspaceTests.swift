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
}
