import Effects
import Host
import TestKit
import Testing

extension RealTowns {
    /// Sessions that change hands, and services that nobody listed.
    @Suite(.scratch, .serialized, .needs("git"), .needs("tmux"), .tags(.real)) struct SessionTests {
        @Test func aSeatWithoutASessionTakesTheAgentOfTheSecondSling() throws {
            try Workshop.with { shop in
                try shop.makeTown()
                try shop.must("gt", "config", "agent", "set", "other", "sleep 599")
                let bead = try shop.create("Handed on")
                try shop.must("gt", "sling", bead, "shop", "--agent", "waiter")
                func agent() throws -> [String] {
                    try shop.rows("SELECT agent FROM agents WHERE hook = '\(bead)'", of: "shop")
                }
                // As long as its session lives, nobody takes the work away.
                try shop.must("gt", "sling", bead, "shop", "--agent", "other")
                #expect(try agent() == ["waiter"])
                let socket = shop.environment["GT_TMUX_SOCKET"] ?? ""
                try shop.must("tmux", "-L", socket, "kill-session", "-t", "=sh-furiosa")
                try shop.wait(for: "the worker to end") {
                    ProcessIdentity.all(where: "GT_AGENT", is: "waiter").allSatisfy {
                        $0.environmentValue("GT_TOWN_ROOT") != shop.folder + "/town"
                    }
                }
                try shop.must("gt", "sling", bead, "shop", "--agent", "other")
                #expect(try agent() == ["other"])
                try shop.wait(for: "the other agent") {
                    ProcessIdentity.all(where: "GT_AGENT", is: "other").contains {
                        $0.environmentValue("GT_TOWN_ROOT") == shop.folder + "/town"
                    }
                }
            }
        }

        @Test func aTownMayBeNamedByALinkAndFromOutside() throws {
            try Workshop.with { shop in
                try shop.makeTown()
                try Files.link(to: "town", at: shop.scratch.file("link"))
                let bead = try shop.create("By a link")
                let outside = try shop.scratch.folder("outside")
                let named = ["GT_TOWN_ROOT": shop.scratch.file("link")]
                try shop.must("gt", "sling", bead, "shop", "--agent", "waiter", in: outside, adding: named)
                #expect(try shop.sessions() == ["sh-furiosa"])
                try shop.scratch.write("mine\n", to: "town/shop/polecats/furiosa/shop/mine.txt")
                let said = try shop.must(
                    "gt",
                    "-C",
                    shop.scratch.file("link"),
                    "polecat",
                    "nuke",
                    "shop/furiosa",
                    in: outside
                )
                #expect(said.contains("Kept") && !shop.scratch.exists("town/shop/polecats/furiosa/shop"), "\(said)")
                #expect(try shop.must("gt", "snapshot", "list").contains("1 files"))
            }
        }

        @Test func aCommandInAnotherTownLeavesThisOnesSessionsAlone() throws {
            try Workshop.with { shop in
                try shop.makeTown()
                try shop.must("gt", "install", "other", in: "")
                let bead = try shop.create("Here")
                try shop.must("gt", "sling", bead, "shop", "--agent", "waiter")
                // As an agent of this town would call it: the variables of its session name this town.
                try shop.must("gt", "down", in: "other", adding: ["GT_TOWN_ROOT": shop.folder + "/town"])
                #expect(try shop.sessions() == ["sh-furiosa"])
            }
        }

        @Test func whatIsStartedInATownThatIsDownEnds() throws {
            try Workshop.with { shop in
                try shop.makeTown()
                try shop.must("gt", "down")
                let words = [
                    "session-exec", "--kind", "agent", "--session", "s", "shop/polecats/furiosa", "--", "touch", "ran",
                ]
                let outcome = try shop.outcome("gt", words, in: "town")
                #expect(outcome.status == 1 && outcome.errors.contains("the town is down"), "\(outcome)")
                #expect(!shop.scratch.exists("town/ran"))
            }
        }

        @Test func theStatusOfARefineryTellsOfARemoteThatDoesNotAnswer() throws {
            try Workshop.with { shop in
                try shop.makeTown()
                let bead = try shop.create("Lost way", "```sh\necho new >new.txt\n```\n")
                try shop.must("gt", "sling", bead, "shop")
                try shop.wait(for: "the request") {
                    try shop.rows("SELECT state FROM merge_requests", of: "shop") == ["open"]
                }
                try Files.rename(shop.scratch.file("shop.git"), to: shop.scratch.file("away.git"))
                try shop.must("gt", "up")
                try shop.wait(for: "the pass that fails") {
                    try shop.must("gt", "refinery", "status", "shop").contains("Its last pass failed, it tries again: ")
                }
                try Files.rename(shop.scratch.file("away.git"), to: shop.scratch.file("shop.git"))
                try shop.wait(for: "the bead to be closed") {
                    try shop.rows("SELECT status FROM issues WHERE id = '\(bead)'", of: "shop") == ["closed"]
                }
                try shop.wait(for: "the end of that pass") {
                    try !shop.must("gt", "refinery", "status", "shop").contains("failed")
                }
            }
        }

        @Test func aRefineryIsStoppedUntilItIsStarted() throws {
            try Workshop.with { shop in
                try shop.makeTown()
                try shop.must("gt", "up")
                try shop.must("gt", "refinery", "stop", "shop")
                #expect(try shop.must("gt", "status").contains("  refinery stopped by hand since "))
                #expect(try shop.must("gt", "refinery", "start", "shop").contains("runs in session"))
                #expect(try shop.must("gt", "status").contains("  refinery running"))
                try shop.must("gt", "down")
            }
        }

        @Test func aRefineryThatSomebodyStartedByHandEndsWithTheTown() throws {
            try Workshop.with { shop in
                try shop.makeTown()
                let log = shop.scratch.file("refinery.log")
                let call = shop.call("gt", ["refinery", "run", "shop"], in: "town")
                let refinery = try Programs.startDetached(call, log: log)
                defer {
                    refinery.send(9)
                    while !Programs.reap(refinery) {}
                }
                try shop.wait(for: "the refinery to begin") { try Files.text(at: log).contains("begins") }
                try shop.must("gt", "down")
                try shop.wait(for: "the refinery to end", limit: .seconds(30)) { !refinery.isAlive }
                #expect(try Files.text(at: log).contains("ends"))
            }
        }
    }
}
