import JSON
import TestKit
import Testing

/// What `search` and `ready` say of what the limit hides.
@Suite(.scratch) struct FindTests {
    let bd: BeadRun

    init() throws { bd = try BeadRun(beads: ["t-aaa", "t-bbb", "t-ccc"]) }

    @Test func searchSaysThatTheLimitHidSome() {
        let cut = bd.bd("search", "title", "-n", "2")
        #expect(cut.status == 0 && cut.output.hasPrefix("Found 2 issues matching 'title':"), "\(cut)")
        #expect(cut.notes == bd.bd("list", "-n", "2").notes && cut.notes.contains("hidden by --limit"), "\(cut)")
        for limit in ["3", "0"] { #expect(bd.output("search", "title", "-n", limit).hasPrefix("Found 3 issues")) }
        #expect(bd.output("search", "title", "-n", "2", "--json").hasPrefix("["))
    }

    @Test func anExplanationCountsAllThatIsReady() throws {
        let cut = bd.output("ready", "--explain", "-n", "2")
        #expect(cut.contains("● Ready (2 of 3 issues):") && cut.contains("Summary: 3 ready"), "\(cut)")
        #expect(bd.output("ready", "--explain").contains("● Ready (3 issues):"))
        let json = try JSON.parse(bd.output("ready", "--explain", "-n", "2", "--json"))
        #expect(json["summary"]?["total_ready"] == 3 && json["ready"]?.array?.count == 2)
    }
}
