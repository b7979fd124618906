import Ledger
import TestKit
import Testing
import Vocabulary

@Suite(.scratch) struct ResolveTests {
    private func town() throws -> LedgerFixture {
        let town = try LedgerFixture()
        try town.beads("4f2", "4f2.1", "4f2.2", "a3f8", "wisp-9zz")
        try town.beads("wisp-7qq") { $0.isEphemeral = true }
        return town
    }

    @Test(arguments: [
        ("gt-4f2", "4f2"), ("4f2", "4f2"), ("gt4f2", "4f2"), ("4f2.1", "4f2.1"), ("f2.2", "4f2.2"), ("4f", "4f2"),
        ("3f", "a3f8"), ("A3F", "a3f8"), ("7qq", "wisp-7qq"), ("wisp-7", "wisp-7qq"), ("gt-a3", "a3f8"),
    ])
    func findsWhatIsMeant(_ text: String, _ name: String) throws {
        #expect(try town().ledger.read.resolve(text) == id(name))
    }

    @Test func listsWhatATextCouldMean() throws {
        let town = try town()
        #expect(throws: ResolveFault.ambiguous("f", [id("4f2"), id("a3f8")])) { try town.ledger.read.resolve("f") }
        #expect(throws: ResolveFault.ambiguous("wisp", [id("wisp-7qq"), id("wisp-9zz")])) {
            try town.ledger.read.resolve("wisp")
        }
    }

    @Test func namesWhatComesNear() throws {
        let town = try town()
        #expect(throws: ResolveFault.unknown("gt-4f3", near: [id("4f2")])) { try town.ledger.read.resolve("gt-4f3") }
        #expect(throws: ResolveFault.unknown("g-4f2", near: [id("4f2")])) { try town.ledger.read.resolve("g-4f2") }
        // Two letters that changed places are one slip.
        #expect(throws: ResolveFault.unknown("gt-f42", near: [id("4f2")])) { try town.ledger.read.resolve("gt-f42") }
        #expect(throws: ResolveFault.unknown("zzzz", near: [])) { try town.ledger.read.resolve("zzzz") }
        #expect(throws: ResolveFault.unknown("", near: [])) { try town.ledger.read.resolve("") }
        #expect(throws: ResolveFault.unknown("gt", near: [])) { try town.ledger.read.resolve("gt") }
    }

    @Test func takesNoPartOfANameForDestruction() throws {
        let town = try town()
        #expect(try town.ledger.read.resolveExactly("a3f8") == id("a3f8"))
        #expect(throws: ResolveFault.unknown("3f8", near: [id("a3f8")])) {
            try town.ledger.read.resolveExactly("3f8")
        }
    }
}
