package import Basics
import Vocabulary

extension Reader {
    /// Whether a bead may be closed now.
    ///
    /// - Throws: `CloseFault` with the first thing that stands against it.
    package func checkClosing(of bead: Bead, isForced: Bool, at now: Timestamp) throws {
        if bead.isTemplate { throw CloseFault.template(bead.id) }
        if isForced { return }
        if bead.isPinned || bead.status == .pinned { throw CloseFault.pinned(bead.id) }
        if bead.type == .gate, let reason = gateFault(bead, at: now) { throw CloseFault.unmetGate(bead.id, reason) }
        let statuses = try statuses()
        if bead.type == .epic {
            let children = try children(of: bead.id).filter { child in
                try self.bead(child).map { statuses.category(of: $0.status) != .done } ?? false
            }
            if !children.isEmpty { throw CloseFault.openChildren(bead.id, children) }
        }
        let blocking = Blocking(read: self, statuses: statuses)
        let blockers = try edges(from: bead.id).filter { try $0.type != .parentChild && blocking.holds($0) }
        if !blockers.isEmpty { throw CloseFault.openBlockers(bead.id, blockers.map(\.target)) }
    }

    /// Only a timer can be checked from here; what waits for people or for other programs is closed
    /// by whoever knows.
    private func gateFault(_ gate: Bead, at now: Timestamp) -> String? {
        guard gate.awaitType == "timer", let timeout = gate.timeoutNanoseconds else { return nil }
        let end = gate.createdAt.advanced(by: .nanoseconds(timeout))
        return now < end ? "its timer runs until \(end.inSeconds)" : nil
    }
}
