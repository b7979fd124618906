import Basics
package import Ledger
package import Stores
package import Vocabulary

/// The convoys of a town, read.
///
/// The states of their members come from the rigs' ledgers each time; nothing of them is kept.
package struct ConvoyBook {
    private let read: Reader
    private let members: MemberSource

    /// `read` reads `hq`.
    package init(read: Reader, members: MemberSource) {
        self.read = read
        self.members = members
    }

    /// The convoys of the town that `stores` means.
    package init(of stores: Stores) throws {
        self.init(read: try stores.hq().read, members: try MemberSource(stores))
    }

    /// The convoys whose completion has not been told, the oldest first; quick, because what is told of is not looked at.
    package func untold() throws -> [Convoy] { try all(.some([.open])) }

    /// The convoys that are under way, the oldest first: with those of which something was reopened after they were told.
    package func open() throws -> [Convoy] { try all().filter(\.isUnderWay) }

    /// All convoys, the oldest first.
    package func all() throws -> [Convoy] { try all(.all) }

    private func all(_ states: BeadFilter.States) throws -> [Convoy] {
        var filter = BeadFilter()
        filter.states = states
        filter.types = [.convoy]
        var beads: [Bead] = []
        // No filter here asks for the time.
        try read.list(filter, by: BeadOrder(by: .created, reversed: true), at: Timestamp(seconds: 0), detail: .row) {
            beads.append($0.bead)
        }
        return try beads.map(convoy(of:))
    }

    /// The convoy that a text means: its id, or its number from 1 in ``open()``.
    ///
    /// - Throws: ``ConvoyFault``.
    package func convoy(_ reference: String) throws -> Convoy {
        if let number = Int(reference) {
            let convoys = try open()
            guard number > 0, number <= convoys.count else { throw ConvoyFault.unknown(reference) }
            return convoys[number - 1]
        }
        guard let id = BeadID(reference), let convoy = try convoy(id) else { throw ConvoyFault.unknown(reference) }
        return convoy
    }

    /// The convoy of that id.
    package func convoy(_ id: BeadID) throws -> Convoy? {
        guard let bead = try read.bead(id), bead.type == .convoy else { return nil }
        return try convoy(of: bead)
    }

    /// The convoys that track a bead, complete or not.
    package func tracking(_ bead: BeadID) throws -> [BeadID] {
        try read.edges(into: bead).filter { $0.type == .tracks }.map(\.source)
            .filter { try read.bead($0)?.type == .convoy }
    }

    private func convoy(of bead: Bead) throws -> Convoy {
        let edges = try read.edges(from: bead.id).filter { $0.type == .tracks }
            .sorted { ($0.createdAt, $0.target) < ($1.createdAt, $1.target) }
        return Convoy(
            id: bead.id,
            title: bead.title,
            createdAt: bead.createdAt,
            createdBy: bead.createdBy,
            members: try edges.map { edge in
                let found = try members.bead(edge.target)
                return Convoy.Member(
                    id: edge.target,
                    title: found?.title ?? "",
                    status: found?.status,
                    isGone: !members.hasHome(edge.target)
                )
            },
            watchers: try read.watchers(of: bead.id),
            isNoted: bead.status == .closed && bead.closeReason == Convoy.completion,
            isGivenUp: bead.status == .closed && bead.closeReason != Convoy.completion
        )
    }

    /// The beads that some ids mean, for a convoy to track.
    ///
    /// - Throws: ``ConvoyFault`` for one that is not there, or is none of work.
    package func checked(_ ids: [BeadID]) throws {
        var missing: [BeadID] = []
        for id in ids {
            guard let bead = try members.bead(id) else {
                missing.append(id)
                continue
            }
            if BeadType.infrastructure.contains(bead.type) { throw ConvoyFault.noWork(id, bead.type.rawValue) }
        }
        guard missing.isEmpty else { throw ConvoyFault.missing(missing) }
    }
}
