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
}
