import Basics
import Testing

@Suite struct EditDistanceTests {
    @Test(arguments: [
        ("", "", 0), ("", "abc", 3), ("list", "list", 0), ("lsit", "list", 1), ("opne", "open", 1), ("lit", "list", 1),
        ("lisst", "list", 1), ("kitten", "sitting", 3), ("ab", "ba", 1), ("abcd", "badc", 2), ("ca", "abc", 3),
    ]) func countsSlips(_ a: String, _ b: String, _ slips: Int) {
        #expect(editDistance(Array(a.utf8), Array(b.utf8)) == slips)
        #expect(editDistance(Array(b.utf8), Array(a.utf8)) == slips)
    }
}
