import Layout
import Testing
import Vocabulary

@Suite struct PlacesTests {
    private let town = TownLayout(root: "/gt")

    @Test(arguments: [
        ("mayor", "hq-mayor", "hq-mayor", "/gt/mayor"),
        ("deacon", "hq-deacon", "hq-deacon", "/gt/deacon"),
        ("deacon/boot", "hq-boot", "hq-boot", "/gt/deacon/dogs/boot"),
        ("deacon/dogs/rex", "hq-dog-rex", "hq-dog-rex", "/gt/deacon/dogs/rex"),
        ("shop/witness", "sh-witness", "sh-shop-witness", "/gt/shop/witness"),
        ("shop/refinery", "sh-refinery", "sh-shop-refinery", "/gt/shop/refinery/rig"),
        ("shop/polecats/toast", "sh-toast", "sh-shop-polecat-toast", "/gt/shop/polecats/toast/shop"),
        ("shop/crew/ana", "sh-crew-ana", "sh-shop-crew-ana", "/gt/shop/crew/ana"),
    ])
    func eachAgentHasASessionABeadAndAHome(text: String, session: String, bead: String, home: String) throws {
        let address = try #require(Address(text))
        let prefix = try #require(Prefix("sh"))
        #expect(address.session(prefix: prefix) == session)
        #expect(address.agentBead(prefix: prefix)?.description == bead)
        #expect(address.home(in: town) == home)
        #expect(Address(home: home, in: town) == address)
        #expect(Address(home: home + "/deep/er", in: town) == address)
    }

    @Test func placesWithoutAnAgentHaveNoAddress() {
        for folder in ["/gt", "/gt/shop", "/gt/shop/polecats", "/gt/settings", "/else", "/gt/shop/src"] {
            #expect(Address(home: folder, in: town) == nil)
        }
    }

    @Test func aRigCalledLikeItsPrefixIsNotNamedTwice() throws {
        let address = try #require(Address("ff/witness"))
        #expect(address.agentBead(prefix: try #require(Prefix("ff")))?.description == "ff-witness")
    }

    @Test func socketsAreShortAndTellTownsApart() {
        #expect(
            TmuxSocket.name(realPath: "/home/ana/gt") == "gt-" + TmuxSocket.name(realPath: "/home/ana/gt").suffix(6)
        )
        #expect(TmuxSocket.name(realPath: "/a/gt") != TmuxSocket.name(realPath: "/b/gt"))
        let long = TmuxSocket.name(realPath: "/x/" + String(repeating: "ä.", count: 60))
        #expect(long.utf8.count <= 31)
        #expect(long.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
        #expect(!long.hasPrefix("-"))
        #expect(TmuxSocket.name(realPath: "/a/gt", override: "mine") == "mine")
        #expect(TmuxSocket.name(realPath: "/a/gt", override: "auto") == TmuxSocket.name(realPath: "/a/gt"))
    }
}
