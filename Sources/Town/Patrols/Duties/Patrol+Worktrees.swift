import Dispatching
import Host
import Layout
import Ledger
import Vocabulary
import Worktrees

extension Patrol {
    /// Between two looks at the worktree of a seat that is at work (R1).
    static let watchPause = Duration.seconds(30)
    /// Between two looks at what is kept of occupations that are over.
    static let tidyPause = Duration.seconds(600)

    /// Keeps what the worktrees of busy seats hold, so that an agent that throws work away loses none.
    func watchWorktrees(_ seats: [AgentRecord], at site: Worksite) {
        for seat in seats {
            guard let name = seat.name, let bead = seat.hook, let path = seat.worktree,
                let occupation = seat.incarnation
            else { continue }
            let key = "\(site.rig.name)/polecats/\(name), snapshot"
            guard isDue(key, every: Self.watchPause, isFirst: false), Files.exists(path + "/.git") else { continue }
            attempt(key) {
                // Somebody makes, cleans or removes a worktree of the rig: the next round looks.
                guard let lock = try FileLock.attempt(site.rig.worktreesLock) else { return again(key) }
                defer { withExtendedLifetime(lock) {} }
                let known = looks[key]?.seen
                do {
                    looks[key]?.seen = try site.worktrees.watch(path, name, bead, occupation, known: known)
                } catch WorktreeFault.keepsChanging {
                    again(key)
                }
            }
        }
    }

    /// Forgets what was kept of work that has landed or that nobody came back for.
    func tidyWorktrees(_ seats: [AgentRecord], at site: Worksite) {
        let key = "\(site.rig.name), old snapshots"
        guard isDue(key, every: Self.tidyPause, isFirst: true) else { return }
        attempt(key) {
            let read = try site.ledger().read
            try site.worktrees.tidyWatched { bead, occupation in
                if seats.contains(where: { $0.incarnation == occupation && $0.hook == bead }) { return .present }
                return try read.bead(bead)?.status == .closed ? .landed : .over
            }
            try site.worktrees.tidyLanded()
        }
    }

    /// When something was looked at that is looked at now and then, and what was seen.
    struct Look {
        var next: Duration
        var seen: String?
    }

    /// Whether it is time to look, which it is no more from then on; `isFirst` says whether it is at the first round.
    func isDue(_ key: String, every pause: Duration, isFirst: Bool) -> Bool {
        let now = age()
        guard let look = looks[key] else {
            looks[key] = Look(next: now + pause)
            return isFirst
        }
        guard now >= look.next else { return false }
        looks[key]?.next = now + pause
        return true
    }

    private func again(_ key: String) { looks[key]?.next = age() }
}
