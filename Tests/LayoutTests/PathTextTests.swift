import Layout
import Testing

@Suite struct PathTextTests {
    @Test(arguments: [
        ("a/../b/./c//", "/x", "/x/b/c"), ("/a/b", "/x", "/a/b"), ("../../..", "/x/y", "/"), ("", "/x/", "/x"),
        ("..", "/", "/"), (".", "/x", "/x"),
    ])
    func makesPathsAbsolute(path: String, folder: String, expected: String) {
        #expect(PathText.absolute(path, from: folder) == expected)
    }

    @Test func goesUpToTheRoot() {
        #expect(PathText.upward(from: "/a/b") == ["/a/b", "/a", "/"])
        #expect(PathText.upward(from: "/") == ["/"])
        #expect(PathText.parent(of: "/a") == "/")
        #expect(PathText.name(of: "/a/b") == "b")
        #expect(PathText.name(of: "/") == "/")
    }

    @Test func namesLeadDownOrNowhere() {
        #expect(PathText.names(from: "/a", to: "/a/b/c") == ["b", "c"])
        #expect(PathText.names(from: "/a", to: "/a") == [])
        #expect(PathText.names(from: "/a", to: "/ab/c") == nil)
    }
}
