package import Vocabulary

/// Where the things of a rig are; the rig's folder is a container, not a checkout.
package struct RigLayout: Hashable, Sendable {
    package let town: TownLayout
    package let name: RigName

    package init(town: TownLayout, name: RigName) {
        self.town = town
        self.name = name
    }

    package var root: String { "\(town.root)/\(name)" }
    /// The rig's identity: remote, branch, prefix.
    package var configFile: String { root + "/config.json" }
    /// What its owner may set: gates, agents, limits.
    package var settingsFile: String { root + "/settings/config.json" }
    package var beads: BeadsFolder { BeadsFolder(in: root) }

    /// The bare repository that all worktrees of the rig share.
    package var repository: String { root + "/.repo.git" }
    /// A detached worktree to look around in; nobody works there.
    package var mayorWorktree: String { root + "/mayor/rig" }
    package var refinery: String { root + "/refinery" }
    /// The detached worktree in which the refinery stacks and tests.
    package var refineryWorktree: String { root + "/refinery/rig" }
    /// Wakes the refinery (`Bell`): rung by whoever files a request.
    package var refineryBell: String { runtime + "/refinery.bell" }
    /// Why the refinery's last pass failed, for who asks for its status.
    package var refineryFault: String { runtime + "/refinery.fault" }
    package var polecats: String { root + "/polecats" }
    package var crew: String { root + "/crew" }
    package var witness: String { root + "/witness" }
    package var runtime: String { root + "/.runtime" }
    /// What programs of the rig have written, for people to read.
    package var logs: String { runtime + "/logs" }

    /// The database that holds the rig's beads; it has the rig's name.
    package var database: String { name.description }
    package var ledger: String { town.ledger(database) }

    /// Held (`FileLock`) by whoever makes, changes or removes a seat's worktree.
    package var worktreesLock: String { town.lock("worktrees-\(name)") }

    /// Where the seat of that name is, whether or not it is there.
    package func seat(_ name: SeatName) -> SeatLayout { SeatLayout(rig: self, name: name) }
}

/// Where the things of a worker's seat are.
package struct SeatLayout: Hashable, Sendable {
    package let rig: RigLayout
    package let name: SeatName

    package init(rig: RigLayout, name: SeatName) {
        self.rig = rig
        self.name = name
    }

    package var root: String { "\(rig.polecats)/\(name)" }
    /// Held (`FileLock`) by whoever starts, ends or replaces what goes on in the seat.
    package var lock: String { rig.town.lock("sling-\(rig.name)-\(name)") }
    /// The worktree; it has the name of the rig, because some programs show only the last folder.
    package var worktree: String { "\(root)/\(rig.name)" }
}

extension TownLayout {
    /// Where the rig of that name is, whether or not it is there.
    package func rig(_ name: RigName) -> RigLayout { RigLayout(town: self, name: name) }
}
