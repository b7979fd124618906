import Effects
import JSON
import Layout
import Ledger
import Settings
import TestKit
import Testing
import TownKit
import Vocabulary

@Suite(.scratch, .needs("tmux")) struct PolecatCommandTests {
    private let town: ScratchTown

    init() throws {
        town = try ScratchTown()
        let rig = try town.makeRig()
        let identity = RigIdentity(
            name: rig.name,
            remote: "/nowhere.git",
            defaultBranch: "trunk",
            prefix: try #require(Prefix("sh")),
            createdAt: town.effects.now()
        )
        try identity.write(rig)
    }

    private func branch() throws -> JSON? {
        try JSON.parse(WorkTool.run(["polecat", "list", "--json"], in: town).output).array?.first?["branch"]
    }

    @Test(arguments: [["hook"], ["polecat", "status"], ["polecat", "attach"], ["polecat", "nuke"]])
    func namesWhoWasMeant(words: [String]) throws {
        _ = try town.sling(try town.task("sh-a"), incarnation: try #require(Incarnation("mwq68crp01")))
        let run = WorkTool.run(words + ["shop/furios"], in: town)
        let error = "Error: unknown agent: shop/furios (no matching agent or workspace found)\n"
        #expect(run.status == 1 && run.notes == error + "Hint: Did you mean `shop/furiosa`?\n", "\(run)")
    }

    @Test func anIdleSeatHasNoBranch() throws {
        var seat = try town.sling(try town.task("sh-a"), incarnation: try #require(Incarnation("mwq68crp01")))
        #expect(try branch() == .string("polecat/furiosa/sh-a@mwq68crp01"))
        seat.hook = nil
        seat.state = .idle
        try town.change("shop") { try $0.put(seat) }
        #expect(try branch() == .null)
    }
}
