package import Host
package import Ledger
import Vocabulary

extension ProcessRecord {
    /// The process this record names; `nil` where the record says nothing this machine understands.
    package var identity: ProcessIdentity? {
        Int(startTime).map {
            ProcessIdentity(pid: pid, startTime: $0, bootID: bootID, sessionID: sessionID)
        }
    }

    /// Whether exactly the recorded process runs; its number alone proves nothing.
    package var isAlive: Bool { identity?.isAlive ?? false }

    /// A record of a process for what it is started to do.
    package init(_ process: ProcessIdentity, _ duty: Duty) {
        self.init(
            pid: process.pid,
            startTime: "\(process.startTime)",
            bootID: process.bootID,
            sessionID: process.sessionID,
            address: duty.address,
            kind: duty.kind.rawValue,
            incarnation: duty.incarnation?.description,
            session: duty.session
        )
    }
}
