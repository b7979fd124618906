import Mail
import Testing
import Vocabulary

@Suite struct AddressBookTests {
    private static func address(_ text: String) -> Address {
        guard let address = Address(text) else { preconditionFailure("\(text) is no address") }
        return address
    }

    /// Two rigs; `toast` works in both, `dave` is crew of one, `max` both crew and polecat.
    private let book = AddressBook(rigs: [RigName("shop"), RigName("core")].compactMap { $0 }) { rig in
        switch rig?.description {
        case nil: [address("deacon/dogs/rex")]
        case "shop": ["shop/polecats/toast", "shop/crew/dave", "shop/crew/max", "shop/polecats/max"].map(address)
        default: ["core/polecats/toast"].map(address)
        }
    }

    @Test(arguments: [
        ("mayor", "mayor"), ("mayor/", "mayor"), ("deacon/", "deacon"), ("overseer", "overseer"),
        ("shop/witness", "shop/witness"), ("shop/refinery/", "shop/refinery"),
        ("shop/polecats/toast", "shop/polecats/toast"), ("shop/toast", "shop/polecats/toast"),
        ("shop/toast/", "shop/polecats/toast"), ("shop/dave", "shop/crew/dave"), ("shop/max", "shop/crew/max"),
        ("crew/dave", "shop/crew/dave"), ("deacon/dogs/rex", "deacon/dogs/rex"),
    ]) func finds(text: String, address: String) throws {
        #expect(try book.resolve(text).description == address)
    }

    @Test(arguments: [
        "", "/", "nosuch", "nosuch/place", "nosuch/witness", "shop/nobody", "shop/polecats/nobody", "shop/crew/toast",
        "deacon/dogs/none", "a/b/c/d", "shop//toast", "mayor//", "--human",
    ]) func refusesWhatIsNobody(text: String) {
        #expect(throws: AddressFault.self) { try book.resolve(text) }
    }

    @Test func asksForTheRigWhereTwoFit() throws {
        #expect(
            throws: AddressFault.ambiguous(
                "polecats/toast",
                [
                    Self.address("shop/polecats/toast"), Self.address("core/polecats/toast"),
                ]
            )
        ) { try book.resolve("polecats/toast") }
    }

    @Test func aRigIsNobody() throws {
        let rig = try #require(RigName("shop"))
        #expect(throws: AddressFault.wholeRig(rig)) { try book.resolve("shop/") }
    }

    @Test func namesWhatWasMeant() throws {
        let fault = #expect(throws: AddressFault.self) { try book.resolve("shop/toasd") }
        let problem = fault?.problem(for: .writing) { word, known in known.filter { $0.hasPrefix(word.prefix(8)) } }
        #expect(problem?.hints == ["Did you mean `shop/toast`?"])
    }
}
