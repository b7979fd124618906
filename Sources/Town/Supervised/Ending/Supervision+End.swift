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
    /// SIGTERM first, SIGKILL to what is left after `grace`. Children that come meanwhile are ended
    /// too. This process and those it descends from are spared, so that a command can end its own
    /// session as its last act; see ``Sessions`` for how the rest of it goes.
    @discardableResult
    package func end(_ records: [ProcessRecord], grace: Duration = .seconds(3)) throws -> Ending {
        let spared = Self.ownLine()
        func rest() -> Set<ProcessIdentity> {
            records.reduce(into: Set<ProcessIdentity>()) { $0.formUnion(tree(of: $1)) }.subtracting(spared)
        }
        var all = rest()
        var ending = Ending()
        if !all.isEmpty {
            var told: Set<ProcessIdentity> = []
            let left = wait(grace) {
                let present = rest()
                // A stopped process sees SIGTERM only when it goes on.
                for process in present.subtracting(told) where process.send(SIGTERM) { process.send(SIGCONT) }
                told.formUnion(present)
                all.formUnion(present)
                return present
            }
            ending.killed = left.count
            let surviving =
                left.isEmpty
                ? []
                : wait(.seconds(2)) {
                    let present = rest()
                    for process in present { process.send(SIGKILL) }
                    all.formUnion(present)
                    return present
                }
            ending.surviving = Array(surviving)
            ending.ended = all.count - surviving.count
        }
        try forget(records.filter { !$0.isAlive && tree(of: $0).isEmpty })
        return ending
    }

    /// Asks until nothing is left or the time is over; returns what is left.
    private func wait(_ limit: Duration, _ look: () -> Set<ProcessIdentity>) -> Set<ProcessIdentity> {
        let step = Duration.milliseconds(20)
        var waited = Duration.zero
        while true {
            let left = look()
            if left.isEmpty || waited >= limit { return left }
            effects.pause(step)
            waited += step
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
