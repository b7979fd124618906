package import Basics
package import Vocabulary

/// Why a bead may not be closed (bd.md 2.5).
package enum CloseFault: ProblemConvertible, Hashable {
    case template(BeadID)
    case pinned(BeadID)
    case openChildren(BeadID, [BeadID])
    case blocked(BeadID, by: [BeadID])
    case gateWaits(BeadID, until: Timestamp)

    package var problem: Problem {
        func anyway(_ id: BeadID) -> String { "`bd close \(id) --force` closes it anyway." }
        switch self {
        case .template(let id): return Problem(.refused, "cannot close \(id): it is a template")
        case .pinned(let id): return Problem(.refused, "cannot close \(id): it is pinned", hints: [anyway(id)])
        case .openChildren(let id, let children):
            return Problem(
                .refused,
                "cannot close \(id): \(children.count) of its children are open [\(CloseFault.list(children))]",
                hints: [anyway(id)]
            )
        case .blocked(let id, let blockers):
            return Problem(
                .refused,
                "cannot close \(id): blocked by open issues [\(CloseFault.list(blockers))]",
                hints: [anyway(id)]
            )
        case .gateWaits(let id, let time):
            return Problem(.refused, "cannot close \(id): its timer ends at \(time.inSeconds)", hints: [anyway(id)])
        }
    }

    private static func list(_ ids: [BeadID]) -> String {
        ids.prefix(5).map(\.description).joined(separator: ", ") + (ids.count > 5 ? ", ..." : "")
    }
}

extension Transaction {
    /// Closes a bead, unless something that must come first is still open; closing a closed one
    /// changes nothing.
    ///
    /// The reason stands in the bead and in the event; `session` is the one whose work ends with
    /// it; `force` passes every guard but that of templates. What stands in the way is thrown as
    /// `CloseFault`. ``freed()`` tells afterwards whose way this cleared.
    @discardableResult
    package func close(
        _ id: BeadID,
        reason: String = "Closed",
        session: String? = nil,
        force: Bool = false
    ) throws -> Bead {
        guard let bead = try read.bead(id) else { throw BeadFault.missing(id) }
        guard bead.status != .closed else { return bead }
        try guardClosing(bead, isForced: force)
        return try edit(id, as: .closed, comment: reason) {
            $0.status = .closed
            $0.closeReason = reason
            $0.closedBySession = session
            $0.isPinned = false
        }
    }

    /// Throws what stands against the end of a bead, a `CloseFault`.
    func guardClosing(_ bead: Bead, isForced: Bool) throws {
        guard !bead.isTemplate else { throw CloseFault.template(bead.id) }
        if isForced { return }
        if bead.isPinned || bead.status == .pinned { throw CloseFault.pinned(bead.id) }
        let statuses = try self.statuses()
        func isOpen(_ id: BeadID) throws -> Bool {
            guard let other = try read.bead(id) else { return false }
            return !statuses.releases(other.status)
        }
        if bead.type == .epic {
            let open = try read.children(of: bead.id).filter(isOpen)
            if !open.isEmpty { throw CloseFault.openChildren(bead.id, open) }
        }
        if bead.type == .gate, bead.awaitType == "timer", let wait = bead.timeoutNanoseconds {
            let end = bead.createdAt.advanced(by: .nanoseconds(wait))
            if end > time { throw CloseFault.gateWaits(bead.id, until: end) }
        }
        let blocking = Blocking(read: read, statuses: statuses)
        let blockers = try read.edges(from: bead.id).filter { try $0.type != .parentChild && blocking.holds($0) }
        if !blockers.isEmpty { throw CloseFault.blocked(bead.id, by: blockers.map(\.target)) }
    }

    /// Opens a bead again, with the reason as a comment; one that is open already stays as it is.
    @discardableResult
    package func reopen(_ id: BeadID, reason: String? = nil) throws -> Bead {
        guard let bead = try read.bead(id) else { throw BeadFault.missing(id) }
        guard bead.status != .open else { return bead }
        let reopened = try update(id, as: .reopened, comment: reason) {
            $0.status = .open
            $0.deferUntil = nil
        }
        if let reason, !reason.isEmpty { try comment(on: id, reason) }
        return reopened
    }
}
