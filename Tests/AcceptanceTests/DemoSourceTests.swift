import Effects
import Foundation
import Host
import TestKit
import Testing

extension RealTowns {
    /// The repository that `DEMO_REPO` names is only read.
    @Suite(.scratch, .serialized, .needs("git"), .needs("python3"), .tags(.real)) struct DemoSourceTests {
        /// Every file below a folder with its bytes, git's own included.
        private func content(_ shop: Workshop, _ folder: String) throws -> [String] {
            let root = shop.scratch.file(folder)
            let names = try FileManager.default.subpathsOfDirectory(atPath: root).sorted()
            return try names.filter { Files.isFile("\(root)/\($0)") }.map { name in
                "\(name) \(try Files.bytes(at: "\(root)/\(name)"))"
            }
        }

        /// Clones the source as the demo does and asks for the fingerprint by which it proves that nothing was touched.
        private func demo(_ shop: Workshop, _ source: String, _ ask: String) throws -> String {
            let scripts = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().appendingPathComponent("scripts/lib/demo").path
            let folder = shop.scratch.file("demo-\(source)")
            let script = """
                import sys; sys.dont_write_bytecode = True; sys.path.insert(0, sys.argv[1])
                from pathlib import Path
                from place import Place
                import projects, proofs
                place = Place(Path(sys.argv[2]), "/usr/bin")
                for each in (place.town, place.sources): each.mkdir(parents=True, exist_ok=True)
                \(ask)
                """
            let outcome = try shop.outcome(
                "python3",
                ["-c", script, scripts, folder],
                adding: ["DEMO_REPO": shop.scratch.file(source)]
            )
            try #require(outcome.status == 0, "\(outcome.errors)")
            return outcome.output
        }

        @Test func ofACheckoutALinkedWorktreeAndABareRepositoryNothingChanges() throws {
            try Workshop.with { shop in
                try shop.makeRemote("real", ["a.txt": "1\n", "sub/b.txt": "2\n"])
                try shop.git("clone", "--quiet", "--template=", "real.git", "checkout", in: "")
                try shop.git("config", "remote.origin.mirror", "true", in: "checkout")
                try shop.git("worktree", "add", "--quiet", "--detach", "../linked", in: "checkout")
                try shop.scratch.write("not committed\n", to: "checkout/a.txt")
                for source in ["checkout", "linked", "real.git"] {
                    let folders = ["checkout", "linked", "real.git"]
                    let before = try folders.map { try content(shop, $0) }
                    let ask = "print(proofs.fingerprint(projects.source_of_project()))"
                    let print = try demo(shop, source, ask)
                    #expect(print.contains("HEAD") && print.contains("config") && print != "None\n")
                    _ = try demo(shop, source, "projects.clone_project(place)")
                    let clone = "demo-\(source)/sources/project.git"
                    // Landing goes to the copy; its objects are its own.
                    #expect(try shop.git("symbolic-ref", "HEAD", in: clone).hasPrefix("refs/heads/"))
                    try shop.git("update-ref", "refs/heads/landed", "HEAD", in: clone)
                    try shop.git("push", "--quiet", ".", "HEAD:refs/heads/pushed", in: clone)
                    #expect(try folders.map { try content(shop, $0) } == before, "\(source)")
                    #expect(try demo(shop, source, ask) == print)
                }
            }
        }
    }
}
