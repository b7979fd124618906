import Effects
import Foundation
import Host
import JSON
import TestKit
import Testing

extension RealTowns {
    /// One error each, with the right status, and nothing half done.
    @Suite(.scratch, .serialized, .needs("git"), .needs("tmux"), .tags(.real)) struct BadInputTests {
        /// Runs a command that must fail; returns what it said.
        private func refused(
            _ shop: Workshop,
            _ program: String,
            _ words: [String],
            in place: String = "town",
            status: Int32 = 1,
            adding variables: [String: String] = [:],
            location: SourceLocation = #_sourceLocation
        ) throws -> String {
            let outcome = try shop.outcome(program, words, in: place, adding: variables)
            let said = outcome.errors
            #expect(outcome.status == status, "\(words): \(said)\(outcome.output)", sourceLocation: location)
            let errors = said.split(separator: "\n").filter { $0.hasPrefix("Error:") }
            #expect(errors.count == 1, "\(words): \(said)", sourceLocation: location)
            return said
        }

        /// What a town consists of: files, the list of rigs, routes, and both ledgers' beads.
        private func state(_ shop: Workshop) throws -> String {
            try [
                shop.files(below: "town"), shop.scratch.read("town/mayor/rigs.json"),
                shop.scratch.read("town/.beads/routes.jsonl"),
                shop.must("bd", "list", "--all", "--json", in: "town"),
                shop.must("bd", "list", "--all", "--json", in: "town/shop"),
                shop.rows("SELECT * FROM agents", of: "shop").joined(separator: "\n"),
                shop.git("for-each-ref", in: "town/shop/.repo.git"), shop.sessions().joined(),
            ].joined(separator: "\n--\n")
        }

        @Test func aRigThatCannotBeAddedLeavesNoTrace() throws {
            try Workshop.with { shop in
                try shop.makeTown()
                try shop.makeRemote("big", ["big.bin": String(repeating: "0123456789abcdef", count: 200_000)])
                try shop.git("init", "--quiet", "--bare", "--template=", "empty.git", in: "")
                let before = try state(shop)
                func add(_ words: String...) throws -> String { try refused(shop, "gt", ["rig", "add"] + words) }
                _ = try add("shop", "\(shop.folder)/shop.git")
                #expect(try add("yard", "\(shop.folder)/nowhere.git").contains("nowhere.git"))
                _ = try add("yard", "file:///nowhere.git")
                _ = try add("yard", "\(shop.folder)/empty.git")
                #expect(try add("yard", "\(shop.folder)/seed-shop").contains("git clone --bare"))
                _ = try add("yard", "\(shop.folder)/shop.git", "--prefix", "sh")
                _ = try add("yard", "\(shop.folder)/shop.git", "--branch", "nosuch")
                let crowded = try shop.outcome(
                    "sh",
                    ["-c", "ulimit -f 200; exec gt rig add yard file://\(shop.folder)/big.git"],
                    in: "town"
                )
                #expect(crowded.status == 1, "\(crowded.errors)")
                #expect(try state(shop) == before)
                try shop.must("gt", "rig", "add", "yard", "\(shop.folder)/shop.git")
            }
        }

        @Test func workThatCannotBeSlungStaysWhereItIs() throws {
            try Workshop.with { shop in
                try shop.makeTown()
                let bead = try shop.create("One")
                let waiting = try shop.create("Two")
                try shop.must("bd", "dep", "add", waiting, bead, in: "town/shop")
                let before = try state(shop)
                func sling(_ words: String..., adding variables: [String: String] = [:]) throws -> String {
                    try refused(shop, "gt", ["sling"] + words, adding: variables)
                }
                _ = try sling("sh-nosuch", "shop")
                #expect(try sling(bead + "x", "shop").contains(bead))
                _ = try sling(waiting, "shop")
                _ = try sling(bead, "nosuch")
                _ = try sling(bead, "shop", "--agent", "nosuch")
                let tools = try shop.scratch.folder("tools")
                for name in ["git", "sh", "gt", "bd"] {
                    let found = try #require(ProgramPath.find(name, path: shop.environment["PATH"]))
                    try Files.link(to: found, at: "\(tools)/\(name)")
                }
                #expect(try sling(bead, "shop", adding: ["PATH": tools]).contains("tmux"))
                #expect(try state(shop) == before)
            }
        }

        @Test func wrongUsageIsToldFromWrongState() throws {
            try Workshop.with { shop in
                try shop.makeTown()
                let (one, two) = (try shop.create("One"), try shop.create("Two"))
                try shop.must("bd", "dep", "add", one, two, in: "town/shop")
                let rig = "town/shop"
                let before = try state(shop)
                _ = try refused(shop, "bd", ["dep", "add", two, one], in: rig)
                _ = try refused(shop, "bd", ["create", "x", "-p", "9"], in: rig, status: 2)
                _ = try refused(shop, "bd", ["show", "zz-1"], in: rig)
                _ = try refused(shop, "gt", ["frobnicate"], status: 2)
                _ = try refused(shop, "gt", ["status"], in: "")
                _ = try refused(shop, "gt", ["rig", "add", "a-b", "\(shop.folder)/shop.git"], status: 2)
                #expect(try state(shop) == before)
                let full = try shop.outcome("sh", ["-c", "ulimit -f 8; exec bd create full"], in: rig)
                #expect(full.status == 1, "\(full.errors)")
                #expect(try state(shop) == before)
                try shop.scratch.write("{\n  \"merge_queue\": {\n    \"gates\": 7\n", to: "\(rig)/settings/config.json")
                #expect(try refused(shop, "gt", ["rig", "settings", "show", "shop"]).contains("config.json, line"))
                #expect(try refused(shop, "gt", ["sling", two, "shop"]).contains("config.json, line"))
            }
        }

        @Test func whatANukedSeatHeldComesBackByteForByte() throws {
            try Workshop.with { shop in
                try shop.makeTown()
                let bead = try shop.create("Keep")
                try shop.must("gt", "sling", bead, "shop", "--agent", "waiter")
                let seat = "town/shop/polecats/furiosa/shop"
                for (name, text) in [("committed", "1"), ("staged", "2"), ("file.txt", "3"), ("untracked", "4\u{0}\n")]
                {
                    try shop.scratch.write(text, to: "\(seat)/\(name)")
                    if name == "committed" {
                        try shop.git("add", "-A", in: seat)
                        try shop.git("commit", "--quiet", "-m", "kept", in: seat)
                        try shop.scratch.write("stashed", to: "\(seat)/file.txt")
                        try shop.git("stash", "--quiet", in: seat)
                    }
                    if name == "staged" { try shop.git("add", name, in: seat) }
                }
                func look() throws -> [String] {
                    try [
                        shop.git("rev-parse", "HEAD", in: seat), shop.git("status", "--porcelain", in: seat),
                        shop.git("ls-files", "-s", in: seat), shop.git("stash", "list", "--format=%H", in: seat),
                    ] + ["committed", "staged", "file.txt", "untracked"].map { try shop.scratch.read("\(seat)/\($0)") }
                }
                let before = try look()
                try shop.must("gt", "polecat", "nuke", "shop/furiosa")
                #expect(!shop.scratch.exists(seat))
                #expect(try shop.rows("SELECT status FROM issues WHERE id = '\(bead)'", of: "shop") == ["open"])
                let list = try JSON.parse(shop.must("gt", "snapshot", "list", "shop", "--json"))
                let snapshot = try #require(list.array?.first?["id"]?.string)
                try shop.must("gt", "snapshot", "restore", snapshot, in: "town/shop")
                #expect(try look() == before)
            }
        }
    }
}
