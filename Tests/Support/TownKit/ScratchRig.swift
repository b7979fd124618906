package import Effects
package import Git
import Host
package import Layout
package import LedgerKit
package import Polecats
package import TestKit
package import Vocabulary

/// A rig in the folder of the running test: a remote, its bare clone, a real ledger; no town file.
package struct ScratchRig {
    package let scratch: Scratch
    package let effects: Effects
    package let rig: RigLayout
    package let prefix: Prefix
    package let store: ScratchLedger

    /// Makes the remote with one commit on `main` and the clone that a rig has.
    ///
    /// `steps` are told of the finished steps. Needs the trait `.scratch`.
    package init(steps: Steps = Steps()) throws {
        guard let scratch = Scratch.current, let name = RigName("shop"), let prefix = Prefix("sh") else {
            throw Problem(.internalFault, "a scratch rig needs the trait .scratch")
        }
        self.scratch = scratch
        self.prefix = prefix
        try scratch.folder("home")
        var effects = Effects.live(environment: [
            "PATH": Effects.processEnvironment()["PATH"] ?? "/usr/bin:/bin", "HOME": scratch.file("home"),
            "GIT_CONFIG_NOSYSTEM": "1",
        ])
        effects.steps = steps
        self.effects = effects
        rig = TownLayout(root: scratch.file("town")).rig(name)
        store = try ScratchLedger("shop", prefix: "sh", effects: effects)
        try scratch.folder("seed")
        let seed = git("seed")
        try seed.call(["init", "--quiet", "--template=", "--initial-branch=main"])
        try scratch.write("one\n", to: "seed/file.txt")
        _ = try seed.commitAll("first")
        try git(".").call(["clone", "--quiet", "--bare", "--template=", "seed", "remote.git"])
        try Files.makeFolders(rig.root)
        try Files.makeFolders(rig.town.locks)
        try Git.cloneBare(scratch.file("remote.git"), to: rig.repository, with: git("."))
    }

    /// Git in a folder of the test, with an author.
    package func git(_ folder: String) -> Git {
        Git(in: scratch.file(folder), effects, as: GitIdentity(name: "Test", email: "test@example.invalid"))
    }

    /// The remote.
    package var remote: Git { git("remote.git") }
    /// The rig's bare clone.
    package var repository: Git {
        Git(in: rig.repository, effects, as: GitIdentity(name: "Test", email: "test@example.invalid"))
    }
    package var seats: Seats { Seats(rig: rig, prefix: prefix) }
}
