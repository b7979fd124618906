import Effects
package import Host
package import Ledger

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What became of processes that were to end.
package struct Ending: Hashable, Sendable {
    /// How many took part in it.
    package var ended = 0
    /// Those of them that only SIGKILL ended.
    package var killed = 0
    /// What even that did not end within two seconds, such as a process that waits for a disk.
    package var surviving: [ProcessIdentity] = []
}

extension Supervision {
    /// Ends the process trees of these records and strikes those that are gone.
    ///
    /// SIGTERM first, SIGKILL to what is left after `grace`; to the recorded processes before what they started, so that
    /// none sees its children die and reports that as a failure of its work. Children that come meanwhile are ended
    /// too. This process and those it descends from are spared, so that a command can end its own
    /// session as its last act; see ``Sessions`` for how the rest of it goes.
    @discardableResult
    package func end(_ records: [ProcessRecord], grace: Duration = .seconds(3)) throws -> Ending {
        let spared = Self.ownLine()
        func rest() -> Set<ProcessIdentity> { tree(of: records).subtracting(spared) }
        let roots = Set(records.compactMap(\.identity))
        func inOrder(_ processes: Set<ProcessIdentity>) -> [ProcessIdentity] {
            processes.sorted { (roots.contains($0) ? 0 : 1, $0.startTime) < (roots.contains($1) ? 0 : 1, $1.startTime) }
        }
        var all: Set<ProcessIdentity> = []
        var ending = Ending()
        let left = wait(grace, looking: rest) { new in
            all.formUnion(new)
            // A stopped process sees SIGTERM only when it goes on.
            for process in inOrder(new) where process.send(SIGTERM) { process.send(SIGCONT) }
        }
        ending.killed = left.count
        if !left.isEmpty {
            ending.surviving = Array(
                wait(.seconds(2), looking: rest) { new in
                    all.formUnion(new)
                    for process in inOrder(new) { process.send(SIGKILL) }
                }
            )
        }
        ending.ended = all.count - ending.surviving.count
        try forget(records.filter { !$0.isAlive && tree(of: $0).isEmpty })
        return ending
    }

    /// Tells each process once, until none is left or the time is over; returns what is left.
    ///
    /// Between two looks at all processes, ten pauses apart, only the known ones are asked whether they
    /// live.
    private func wait(
        _ limit: Duration,
        looking look: () -> Set<ProcessIdentity>,
        _ tell: (Set<ProcessIdentity>) -> Void
    ) -> Set<ProcessIdentity> {
        let step = Duration.milliseconds(20)
        var known: Set<ProcessIdentity> = []
        var waited = Duration.zero
        while true {
            let present = look()
            tell(present.subtracting(known))
            known.formUnion(present)
            if present.isEmpty || waited >= limit { return present }
            for _ in 1...10 where waited < limit && present.contains(where: \.isAlive) {
                effects.pause(step)
                waited += step
            }
        }
    }

    private static func ownLine() -> Set<ProcessIdentity> {
        var line: Set<ProcessIdentity> = []
        var next = ProcessIdentity.current
        while let process = next, line.insert(process).inserted {
            next = process.parent
        }
        return line
    }
}
