package import Effects
import Host
package import Layout
import Vocabulary

/// The right to be the refinery of a rig.
///
/// Every git and every gate that a refinery starts holds the lock as well, so that it outlives a
/// killed refinery as long as they do: a successor never works beside an orphan. What of a dead
/// refinery would run on is ended when the lock is asked for.
package final class RefineryLock {
    private let lock: FileLock
    /// This process: pid, start and run of the machine.
    package let owner: String

    private init(_ lock: FileLock, owner: String) {
        self.lock = lock
        self.owner = owner
    }

    private static let markOfLock = "GT_REFINERY_LOCK"
    private static let markOfOwner = "GT_REFINERY_OWNER"

    /// What the environment of everything that a refinery starts says.
    static func marks(of rig: RigLayout, owner: String) -> [String: String] {
        [markOfLock: path(of: rig), markOfOwner: owner]
    }

    /// The lock's file.
    package static func path(of rig: RigLayout) -> String { rig.town.lock("refinery-\(rig.name)") }

    /// Takes the lock; ends what a dead refinery has left running.
    ///
    /// - Throws: `Problem` when a living refinery has it, or an orphan cannot be ended within `limit`.
    package static func take(_ rig: RigLayout, effects: Effects, limit: Duration = .seconds(20)) throws -> RefineryLock
    {
        guard let process = ProcessIdentity.current else {
            throw Problem(.environment, "the system does not tell what process this is")
        }
        let path = path(of: rig)
        let step = Duration.milliseconds(20)
        var waited = Duration.zero
        while true {
            if let lock = try FileLock.attempt(path) {
                return RefineryLock(lock, owner: "\(process.pid):\(process.startTime):\(process.bootID)")
            }
            let orphans = orphans(of: path)
            // A git that is asked politely takes its locks away with it.
            for orphan in orphans { orphan.send(waited < .seconds(3) ? 15 : 9) }
            guard waited < limit, !orphans.isEmpty || waited < .seconds(2) else {
                throw Problem(
                    .conflict,
                    "the refinery of \(rig.name) runs already",
                    hints: ["`gt refinery status \(rig.name)` shows it.", "`gt refinery attach \(rig.name)` looks on."]
                )
            }
            effects.pause(step)
            waited += step
        }
    }

    /// What was started by a refinery that is dead.
    private static func orphans(of path: String) -> [ProcessIdentity] {
        ProcessIdentity.all(where: markOfLock, is: path).filter { process in
            guard let owner = process.environmentValue(markOfOwner) else { return false }
            let parts = owner.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3, let pid = Int(parts[0]), let start = Int(parts[1]) else { return false }
            return !ProcessIdentity(pid: pid, startTime: start, bootID: String(parts[2]), sessionID: 0).isAlive
        }
    }
}
