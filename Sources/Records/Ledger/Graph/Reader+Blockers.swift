package import Vocabulary

extension Reader {
    /// What keeps a blocked bead from being started, by id: open targets and spawners, and a parent
    /// that is blocked itself.
    package func openBlockers(of id: BeadID) throws -> [BeadID] {
        let blocking = Blocking(read: self, statuses: try statuses())
        return try edges(from: id).filter { try blocking.holds($0) }.map(\.target)
    }
}
