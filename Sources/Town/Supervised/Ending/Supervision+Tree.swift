import Host
import Layout
import Ledger

extension Supervision {
    /// The processes that exist because of a record: all of its session, then those that carry its
    /// incarnation in their environment.
    ///
    /// The numbers of a session are given away again once it is empty. So where the recorded process
    /// itself has ended, what is found under its session's number must name this town as well.
    func tree(of record: ProcessRecord) -> Set<ProcessIdentity> {
        guard let root = record.identity, root.bootID == ProcessIdentity.bootID else { return [] }
        var found: Set<ProcessIdentity> = []
        let isAlive = root.isAlive
        for process in ProcessIdentity.all(inSession: root.sessionID) where process.startTime >= root.startTime {
            if isAlive || process.environmentValue("GT_TOWN_ROOT") == town.root { found.insert(process) }
        }
        if isAlive { found.insert(root) }
        if let incarnation = record.incarnation {
            for process in ProcessIdentity.all(where: "GT_INCARNATION", is: incarnation)
            where process.environmentValue("GT_TOWN_ROOT") == town.root {
                found.insert(process)
            }
        }
        return found
    }
}
