import Effects
import Host
import JSON
import TestKit
import Testing

extension RealTowns {
    /// What lies in a worktree is somebody's work, whatever else goes wrong.
    @Suite(.scratch, .serialized, .needs("git"), .needs("tmux"), .tags(.real)) struct KeptWorkTests {
        /// Slings a bead to the agent that does nothing; returns the bead and its seat's worktree.
        private func slung(_ shop: Workshop, _ title: String) throws -> (bead: String, worktree: String) {
            let bead = try shop.create(title)
            try shop.must("gt", "sling", bead, "shop", "--agent", "waiter")
            return (bead, try worktree(shop, of: bead))
        }

        private func worktree(_ shop: Workshop, of bead: String) throws -> String {
            let name = try #require(try shop.rows("SELECT name FROM agents WHERE hook = '\(bead)'", of: "shop").first)
            return "town/shop/polecats/\(name)/shop"
        }

        @Test func ofAnAgentThatNothingPrimedThroughDownAndUp() throws {
            try Workshop.with { shop in
                try shop.makeTown()
                try shop.must("gt", "up")
                let (_, worktree) = try slung(shop, "Unprimed")
                try shop.scratch.write("mine\n", to: "\(worktree)/committed.txt")
                try shop.git("add", "-A", in: worktree)
                try shop.git("commit", "--quiet", "-m", "mine", in: worktree)
                try shop.scratch.write("mine\n", to: "\(worktree)/untracked.txt")
                try shop.must("gt", "down")
                try shop.must("gt", "up")
                try shop.wait(for: "the session to come back") { try shop.sessions().count == 2 }
                #expect(shop.scratch.exists("\(worktree)/committed.txt"))
                #expect(shop.scratch.exists("\(worktree)/untracked.txt"))
                #expect(try shop.git("log", "-1", "--format=%s", in: worktree) == "mine")
            }
        }

        @Test func ofManySlingsAtOnceOneStartsTheWorker() throws {
            try Workshop.with { shop in
                try shop.makeTown()
                let bead = try shop.create("Once")
                let calls = try (0..<6).map { number in
                    try Programs.startDetached(
                        shop.call("gt", ["sling", bead, "shop", "--agent", "waiter"], in: "town"),
                        log: shop.scratch.file("sling\(number).log")
                    )
                }
                for call in calls { while !Programs.reap(call) {} }
                for number in 0..<6 {
                    let said = try shop.scratch.read("sling\(number).log")
                    #expect(!said.contains("Error"), "\(said)")
                }
                #expect(try shop.rows("SELECT name FROM agents WHERE hook = '\(bead)'", of: "shop").count == 1)
                #expect(try shop.sessions().count == 1)
            }
        }

        @Test func inAFolderWhoseGitFileIsGone() throws {
            try Workshop.with { shop in
                try shop.makeTown()
                let (bead, worktree) = try slung(shop, "Broken")
                try shop.scratch.write("precious\n", to: "\(worktree)/precious.txt")
                try Files.remove(shop.scratch.file("\(worktree)/.git"))
                try shop.must("gt", "unsling", bead)
                let (_, again) = try slung(shop, "Next")
                #expect(again == worktree)
                let snapshot = try shop.must("gt", "snapshot", "list", "--json")
                let id = try #require(try JSON.parse(snapshot).array?.first?["id"]?.string)
                try shop.must("gt", "snapshot", "restore", id, "--to", shop.scratch.file("restored"))
                #expect(try shop.scratch.read("restored/precious.txt") == "precious\n")
            }
        }

        @Test func aNukeThatCannotKeepItTouchesNothing() throws {
            try Workshop.with { shop in
                try shop.makeTown()
                let (bead, worktree) = try slung(shop, "Odd")
                let path = shop.scratch.file(worktree)
                let made = try ProcessRunner.live.run(
                    ProcessCall("sh", ["-c", "cd '\(path)' && : > \"$(printf 'bad\\377name')\""])
                )
                try #require(made.status == 0)
                let seat = String(worktree.split(separator: "/")[3])
                #expect(try shop.outcome("gt", ["polecat", "nuke", "shop/\(seat)"], in: "town").status == 1)
                #expect(try shop.rows("SELECT hook FROM agents WHERE name = '\(seat)'", of: "shop") == [bead])
                #expect(try shop.sessions().count == 1)
            }
        }

        @Test func anAgentThatIsNotInstalledClaimsNothing() throws {
            try Workshop.with { shop in
                try shop.makeTown()
                try shop.must("gt", "config", "agent", "set", "ghost", "no-such-program")
                let bead = try shop.create("Waiting")
                #expect(try shop.outcome("gt", ["sling", bead, "shop", "--agent", "ghost"], in: "town").status == 1)
                #expect(try shop.rows("SELECT status FROM issues WHERE id = '\(bead)'", of: "shop") == ["open"])
                try shop.must("gt", "sling", bead, "shop", "--agent", "waiter")
                #expect(try shop.sessions().count == 1)
            }
        }

        @Test func aBackupInsideWhatIsRemovedIsRefused() throws {
            try Workshop.with { shop in
                try shop.makeTown()
                let removals = [
                    ["rig", "remove", "shop", "--backup", "shop/keep"], ["uninstall", ".", "--backup", "keep"],
                ]
                for words in removals {
                    let outcome = try shop.outcome("gt", words, in: "town")
                    #expect(outcome.status == 2)
                    #expect(outcome.errors.contains("which is to be removed; nothing was removed"), "\(outcome.errors)")
                }
                #expect(shop.scratch.exists("town/shop/.repo.git") && shop.scratch.exists("town/mayor/town.json"))
            }
        }
    }
}
