import Effects
import Foundation
import Host
import TestKit
import Testing
import Vocabulary

/// Tests that use the built programs with real git and tmux, one after the other.
@Suite(.serialized) enum RealTowns {}

extension RealTowns {
    @Suite(.scratch, .serialized, .needs("git"), .needs("tmux"), .tags(.real)) struct MainJobTests {
        private func append(_ text: String) -> String { "```sh\necho \(text) >>\(text).txt\n```\n" }

        @Test(arguments: Workshop.Configuration.allCases)
        func oneBeadFromAnEmptyFolderToLandedWork(_ configuration: Workshop.Configuration) throws {
            try Workshop.with(configuration) { shop in
                try shop.makeTown()
                try shop.must("gt", "up")
                let bead = try shop.create("Add two", "```sh\necho two >>file.txt\n```\n")
                try shop.must("gt", "sling", bead, "shop")
                try shop.wait(for: "the bead to be closed") {
                    try shop.rows("SELECT status FROM issues WHERE id = '\(bead)'", of: "shop") == ["closed"]
                }
                #expect(try shop.git("show", "trunk:file.txt", in: "shop.git") == "one\ntwo")
                #expect(
                    try shop.git("log", "-1", "--format=%an <%ae>", "trunk", in: "shop.git")
                        == "shop/polecats/furiosa <shop.polecats.furiosa@gastown.local>"
                )
                try shop.wait(for: "the branch to be tidied away") {
                    try shop.git("for-each-ref", "--format=%(refname)", in: "shop.git") == "refs/heads/trunk"
                }
                try shop.wait(for: "the convoy to be closed") {
                    try shop.rows("SELECT status FROM issues WHERE issue_type = 'convoy'", of: "hq") == ["closed"]
                }
                try shop.wait(for: "the session to end") { try shop.sessions() == ["sh-refinery"] }
                try shop.must("gt", "down")
                #expect(try shop.sessions().isEmpty)
            }
        }

        @Test func severalBeadsAtOnceOneOfWhichIsSentBack() throws {
            try Workshop.with { shop in
                try shop.makeTown()
                try shop.must("gt", "rig", "settings", "set", "shop", "merge_queue.min_batch_size", "4")
                try shop.must("gt", "up")
                var beads: [String] = []
                for name in ["a", "b", "BROKEN", "c"] { beads.append(try shop.create("Add \(name)", append(name))) }
                let last = try shop.create("Add d", append("d"))
                for bead in beads.prefix(2) { try shop.must("bd", "dep", "add", last, bead, in: "town/shop") }
                for bead in beads { try shop.must("gt", "sling", bead, "shop") }
                #expect(try shop.outcome("gt", ["sling", last, "shop"], in: "town").status == 1)
                try shop.wait(for: "the batch to be landed") {
                    try shop.rows("SELECT id FROM issues WHERE issue_type = 'task' AND status = 'closed'", of: "shop")
                        .count == 3
                }
                try shop.must("gt", "rig", "settings", "set", "shop", "merge_queue.min_batch_size", "1")
                try shop.wait(for: "the culprit to be sent back") {
                    try shop.rows("SELECT label FROM labels WHERE issue_id = '\(beads[2])'", of: "shop") == ["rework"]
                }
                try shop.must("gt", "sling", last, "shop")
                try shop.wait(for: "the last one to be landed") {
                    try shop.rows("SELECT status FROM issues WHERE id = '\(last)'", of: "shop") == ["closed"]
                }
                #expect(
                    try shop.git("ls-tree", "--name-only", "trunk", in: "shop.git").split(separator: "\n")
                        == ["a.txt", "b.txt", "c.txt", "d.txt", "file.txt"]
                )
                let landings = "SELECT tip, tree FROM landings WHERE state IN ('landed', 'finished')"
                for row in try shop.rows(landings, of: "shop") {
                    let parts = row.split(separator: ",").map(String.init)
                    #expect(try shop.git("rev-parse", "\(parts[0])^{tree}", in: "shop.git") == parts[1])
                    try shop.git("merge-base", "--is-ancestor", parts[0], "trunk", in: "shop.git")
                }
            }
        }

        @Test func aBranchWithAMergeCommitWithEditsOfItsOwnLandsWhole() throws {
            try Workshop.with { shop in
                try shop.makeTown()
                let merging = """
                    ```sh
                    g() { GIT_CONFIG_GLOBAL=/dev/null git "$@"; }
                    here=$(g branch --show-current)
                    g checkout -q -b aside; echo side >side.txt; g add -A; g commit -q -m side
                    g checkout -q "$here"; echo main >main.txt; g add -A; g commit -q -m main
                    g merge -q --no-ff --no-commit aside; echo evil >evil.txt; g add -A; g commit -q -m merge
                    ```
                    """
                let bead = try shop.create("Merge", merging)
                try shop.must("gt", "sling", bead, "shop")
                try shop.wait(for: "the request") {
                    try shop.rows("SELECT state FROM merge_requests", of: "shop") == ["open"]
                }
                try shop.must("gt", "refinery", "run", "shop", "--once")
                #expect(
                    try shop.git("ls-tree", "--name-only", "trunk", in: "shop.git").split(separator: "\n")
                        == ["evil.txt", "file.txt", "main.txt", "side.txt"]
                )
            }
        }

        @Test func afterDownNoProcessOfTheTownLivesAndAForeignOneDoes() throws {
            try Workshop.with { shop in
                try shop.makeTown()
                try shop.must("gt", "up")
                let bead = try shop.create("Wait", "```sh\nsleep 300 & sleep 300\n```\n")
                try shop.must("gt", "sling", bead, "shop")
                try shop.wait(for: "the worker to be at work") {
                    try shop.rows("SELECT status FROM issues WHERE id = '\(bead)'", of: "shop") == ["in_progress"]
                }
                // A foreign program of the same name, with the same words on its command line.
                try FileManager.default.copyItem(atPath: "/bin/sleep", toPath: shop.scratch.file("gt"))
                let foreign = try Programs.startDetached(
                    shop.call(shop.scratch.file("gt"), ["300"], in: "town/shop"),
                    log: shop.scratch.file("log")
                )
                defer {
                    foreign.send(SIGKILL)
                    Programs.reap(foreign)
                }
                let recorded = try shop.rows("SELECT pid, start_time FROM wisp_processes", of: "hq")
                #expect(recorded.count == 3)
                try shop.must("gt", "down")
                for row in recorded {
                    let parts = row.split(separator: ",").compactMap { Int($0) }
                    #expect(ProcessIdentity(of: parts[0])?.startTime != parts[1])
                }
                let left = ProcessIdentity.all(where: "GT_TOWN_ROOT", is: shop.folder + "/town")
                #expect(left.isEmpty)
                #expect(foreign.isAlive)
                #expect(try shop.outcome("gt", ["sling", bead, "shop"], in: "town").status == 1)
                try shop.must("gt", "up")
                try shop.wait(for: "the worker to be back") { try shop.sessions().contains("sh-furiosa") }
            }
        }

        @Test func aKilledWorkerGoesOnAfterItsLastFinishedBlock() throws {
            try Workshop.with { shop in
                try shop.makeTown()
                try shop.must("gt", "up")
                let bead = try shop.create(
                    "Twice",
                    "```sh\necho first >>file.txt\n```\n```sh\necho second >>file.txt\nsleep 3\n```\n"
                )
                try shop.must("gt", "sling", bead, "shop")
                let worktree = "town/shop/polecats/furiosa/shop"
                try shop.wait(for: "the second block") {
                    ((try? shop.scratch.read("\(worktree)/file.txt")) ?? "").contains("second")
                }
                let agents = try shop.rows("SELECT pid FROM wisp_processes WHERE kind = 'agent'", of: "hq")
                kill(try #require(agents.first.flatMap { Int32($0) }), SIGKILL)
                try shop.wait(for: "the bead to be closed") {
                    try shop.rows("SELECT status FROM issues WHERE id = '\(bead)'", of: "shop") == ["closed"]
                }
                #expect(try shop.git("show", "trunk:file.txt", in: "shop.git") == "one\nfirst\nsecond")
                #expect(try shop.rows("SELECT token FROM issues WHERE id = '\(bead)'", of: "shop") == ["2"])
            }
        }
    }
}
