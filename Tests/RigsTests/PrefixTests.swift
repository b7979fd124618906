import Rigs
import Testing
import Vocabulary

@Suite struct PrefixTests {
    @Test(arguments: [
        ("shop", "sh"), ("gastown", "gt"), ("my_cool_app", "mca"), ("myCoolApp", "mca"), ("beads_py", "be"),
        ("ab", "ab"),
        ("api", "api"), ("wyvern", "wy"), ("Seaport", "sp"), ("port", "po"), ("go", "go"), ("X1", "x1"),
    ])
    func isMadeOfTheRigsName(rig: String, expected: String) throws {
        #expect(Prefix(deriving: try #require(RigName(rig))).description == expected)
    }
}
