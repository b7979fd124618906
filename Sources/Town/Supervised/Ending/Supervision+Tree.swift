import Host
import Layout
import Ledger

extension Supervision {
    /// The processes that exist because of these records: all of their sessions, then those that carry
    /// their incarnations in the environment.
    ///
    /// A session counts where the recorded process leads it: a daemon that somebody runs by hand is in the session of
    /// their terminal, with everything else they run there. The numbers of a session are given away again once it is
    /// empty. So where the recorded process itself has ended, what is found under its session's number must name this
    /// town as well.
    func tree(of records: [ProcessRecord]) -> Set<ProcessIdentity> {
        var found: Set<ProcessIdentity> = []
        let roots = records.compactMap { record in
            record.identity.flatMap { $0.bootID == ProcessIdentity.bootID ? (record: record, process: $0) : nil }
        }
        guard !roots.isEmpty else { return found }
        let leaders = roots.filter { $0.process.sessionID == $0.process.pid }
        let living = Set(roots.map(\.process).filter(\.isAlive))
        found.formUnion(living)
        let incarnations = Set(roots.compactMap(\.record.incarnation))
        // One look at all processes, because each of them is asked for its environment.
        for process in ProcessIdentity.running() {
            let sessions = leaders.filter {
                $0.process.sessionID == process.sessionID && process.startTime >= $0.process.startTime
            }
            if sessions.contains(where: { living.contains($0.process) }) {
                found.insert(process)
            } else if !sessions.isEmpty || !incarnations.isEmpty {
                let variables = process.environmentValues(["GT_TOWN_ROOT", "GT_INCARNATION"])
                guard variables["GT_TOWN_ROOT"] == town.root else { continue }
                let isOfOne = variables["GT_INCARNATION"].map(incarnations.contains) ?? false
                if !sessions.isEmpty || isOfOne { found.insert(process) }
            }
        }
        return found
    }

    func tree(of record: ProcessRecord) -> Set<ProcessIdentity> { tree(of: [record]) }
}
