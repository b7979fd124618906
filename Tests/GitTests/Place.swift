import Effects
import Git
import Host
import TestKit

/// A remote, a bare clone of it and a worktree, in the folder of the running test.
struct Place {
    let scratch: Scratch
    let effects: Effects
    let identity = GitIdentity(name: "shop/polecats/toast", email: "shop.polecats.toast@gastown.local")

    init(_ scratch: Scratch) throws {
        self.scratch = scratch
        try scratch.folder("home")
        effects = Effects.live(environment: [
            "PATH": Effects.processEnvironment()["PATH"] ?? "/usr/bin:/bin", "HOME": scratch.file("home"),
            "GIT_CONFIG_NOSYSTEM": "1",
        ])
    }

    var remotePath: String { scratch.file("remote.git") }
    var bare: Git { git("bare.git") }
    func git(_ folder: String) -> Git { Git(in: scratch.file(folder), effects, as: identity) }

    /// Makes a remote with one commit on the branch `trunk`.
    func makeRemote() throws -> GitHash {
        let git = git("seed")
        try scratch.folder("seed")
        try git.call(["init", "--quiet", "--template=", "--initial-branch=trunk"])
        try scratch.write("one\n", to: "seed/file.txt")
        let first = try git.commitAll("first")
        try self.git(".").call(["clone", "--quiet", "--bare", "--template=", "seed", "remote.git"])
        return try unwrapped(first)
    }

    /// The clone that a rig has.
    func makeBare() throws -> Git {
        try Git.cloneBare(remotePath, to: scratch.file("bare.git"), with: git("."))
        return bare
    }

    /// A commit on top of `base` in the bare clone that sets these files.
    func commit(_ files: [String: String], on base: GitHash, _ message: String = "change") throws -> GitHash {
        let name = "work-\(scratch.files().count)"
        try bare.addWorktree(at: scratch.file(name), base)
        for (file, text) in files { try scratch.write(text, to: "\(name)/\(file)") }
        let hash = try git(name).commitAll(message)
        try bare.removeWorktree(at: scratch.file(name))
        return try unwrapped(hash)
    }

    struct Nothing: Error {}
    func unwrapped<T>(_ value: T?) throws -> T {
        guard let value else { throw Nothing() }
        return value
    }
}
