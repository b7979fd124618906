import Console
import Testing

@Suite struct TableTests {
    @Test func alignsColumnsByWhatIsSeen() {
        let table = Table(header: ["id", "title", "n"], rows: [["a-1", "日本", "1"], ["a-22", "✓ done", ""]])
        #expect(table.lines(indent: "  ") == ["  id    title   n", "  a-1   日本    1", "  a-22  ✓ done"])
    }

    @Test func quotesCellsOfCSVWhereNeeded() {
        let table = Table(header: ["a", "b"], rows: [["x,y", "say \"hi\""], ["", "two\nlines"]])
        #expect(table.csv == "a,b\n\"x,y\",\"say \"\"hi\"\"\"\n,\"two\nlines\"\n")
    }

    @Test(arguments: [("abc", 3), ("ä", 1), ("e\u{301}", 1), ("日本", 4), ("📌", 2), ("", 0)])
    func knowsTheWidthOfText(_ text: String, _ width: Int) {
        #expect(displayWidth(text) == width)
    }
}
