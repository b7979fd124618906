import Effects
import Git
import Host
import TestKit
import Worktrees

/// A repository with one commit on the remote's `main` and a seat's worktree on a branch.
struct SeatFolder {
    let scratch: Scratch
    let effects: Effects
    let repository: Git
    let first: GitHash
    let branch = "polecat/toast/sh-1@0123456789"
    let note = SnapshotNote(name: "toast", reason: "nuke", bead: "sh-1", incarnation: "0123456789")

    init(_ scratch: Scratch) throws {
        self.scratch = scratch
        try scratch.folder("home")
        effects = Effects.live(environment: [
            "PATH": Effects.processEnvironment()["PATH"] ?? "/usr/bin:/bin", "HOME": scratch.file("home"),
            "GIT_CONFIG_NOSYSTEM": "1",
        ])
        let identity = GitIdentity(name: "Test", email: "test@example.invalid")
        try scratch.folder("seed")
        let seed = Git(in: scratch.file("seed"), effects, as: identity)
        try seed.call(["init", "--quiet", "--template=", "--initial-branch=main"])
        for name in ["file.txt", "gone.txt", "staged.txt", "both.txt"] {
            try scratch.write("one\n", to: "seed/\(name)")
        }
        try scratch.write("*.o\n/big/\n", to: "seed/.gitignore")
        struct Nothing: Error {}
        guard let first = try seed.commitAll("first\n") else { throw Nothing() }
        self.first = first
        try seed.at(scratch.path).call(["clone", "--quiet", "--bare", "--template=", "seed", "remote.git"])
        try Git.cloneBare(scratch.file("remote.git"), to: scratch.file("bare.git"), with: seed.at(scratch.path))
        repository = Git(in: scratch.file("bare.git"), effects, as: identity)
        try repository.addWorktree(at: path, first, branch: branch)
    }

    var path: String { scratch.file("seat") }
    var git: Git { repository.at(path) }
    var worktrees: Worktrees { Worktrees(repository, effects: effects) }

    /// Everything below a folder but git's own: kind, mode and bytes of each file.
    func content(_ folder: String) throws -> [String] {
        try scratch.files(in: folder).filter { $0 != ".git" }.map { name in
            let path = scratch.file("\(folder)/\(name)")
            let facts = Files.facts(of: path)
            let text: String
            switch facts?.kind {
            case .file: text = "\(try Files.bytes(at: path))"
            case .link: text = Files.linkTarget(of: path) ?? ""
            default: text = ""
            }
            return "\(name) \(facts.map { "\($0.kind) \(String($0.mode, radix: 8))" } ?? "-") \(text)"
        }
    }

    /// What git says about index and folder.
    func picture(_ git: Git) throws -> [String] {
        [
            try git.call(["ls-files", "-s", "-v"]), try git.call(["status", "--porcelain=v2", "--branch", "-uall"]),
            try git.call(["diff", "--cached", "--binary"]), try git.call(["diff", "--binary"]),
        ]
    }
}
