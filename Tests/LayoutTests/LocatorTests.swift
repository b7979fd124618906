import Layout
import Testing
import Vocabulary

@Suite struct LocatorTests {
    private let town = TownLayout(root: "/home/ana/gt")

    private func locator(_ files: Set<String>, rigs: Set<String> = ["shop"]) -> Locator {
        Locator(isThere: { files.contains($0) }, isRegistered: { rigs.contains($0.name.description) })
    }

    @Test func outsideATownTheNearestFinishedFolderCounts() {
        let locator = locator(["/p/.beads/metadata.json", "/p/q/.beads/redirect", "/p/q/r/.beads/routes.jsonl"])
        #expect(locator.beads(around: "/p/q/r/s") == .found(BeadsFolder(path: "/p/q/.beads")))
        #expect(locator.beads(around: "/p") == .found(BeadsFolder(path: "/p/.beads")))
        #expect(locator.beads(around: "/elsewhere") == .nothing)
        #expect(locator.town(around: "/p/q") == nil)
    }

    @Test func aRegisteredRigWinsOverWhatItsRepositoryTracks() {
        let worktree = "/home/ana/gt/shop/polecats/toast/shop"
        let locator = locator([town.townFile, worktree + "/.beads/metadata.json"])
        #expect(locator.beads(around: worktree + "/src") == .found(BeadsFolder(path: "/home/ana/gt/shop/.beads")))
        #expect(locator.rig(around: worktree, in: town)?.name.description == "shop")
    }

    @Test(arguments: ["/home/ana/gt", "/home/ana/gt/mayor/x", "/home/ana/gt/.runtime", "/home/ana/gt/settings/"])
    func theTownsOwnFoldersMeanTheTown(folder: String) {
        #expect(locator([town.townFile]).beads(around: folder) == .found(town.beads))
    }

    @Test func anUnfinishedRigIsNotTakenForTheTown() {
        let locator = locator([
            town.townFile, "/home/ana/gt/half/.beads/metadata.json", "/home/ana/gt/own/p/.beads/metadata.json",
        ])
        #expect(locator.beads(around: "/home/ana/gt/half") == .noRig(folder: "/home/ana/gt/half", town: town))
        #expect(locator.beads(around: "/home/ana/gt/half/mayor/rig") == .noRig(folder: "/home/ana/gt/half", town: town))
        #expect(locator.beads(around: "/home/ana/gt/own/p/q") == .found(BeadsFolder(path: "/home/ana/gt/own/p/.beads")))
    }

    @Test func theOutermostTownCounts() {
        let locator = locator([town.townFile, "/home/ana/gt/shop/inner/mayor/town.json"])
        #expect(locator.town(around: "/home/ana/gt/shop/inner/x") == town)
    }

    @Test func ledgersOfATownLieTogetherAndOthersByThemselves() throws {
        let isThere: (String) -> Bool = { $0 == self.town.townFile }
        let rig = town.rig(try #require(RigName("shop")))
        for beads in [town.beads, rig.beads] { #expect(beads.town(isThere: isThere) == town) }
        for beads in [BeadsFolder(in: "/p"), BeadsFolder(in: rig.mayorWorktree), BeadsFolder(path: "/home/ana/gt/x")] {
            #expect(beads.town(isThere: isThere) == nil)
        }
        #expect(rig.beads.ledger("shop", in: town) == "/home/ana/gt/.dolt-data/shop/ledger.db")
        #expect(rig.ledger == "/home/ana/gt/.dolt-data/shop/ledger.db")
        #expect(BeadsFolder(in: "/p").ledger("p", in: nil) == "/p/.beads/dolt/p/ledger.db")
    }
}
