package import JSON
import Layout
import Ledger
package import Sessions
import Settings
package import Stores
import Supervised
package import Vocabulary

/// How a town is at the moment: put together from the ledgers and one look at the sessions.
package struct TownStatus: Hashable, Sendable {
    /// A worker's seat.
    package struct Worker: Hashable, Sendable {
        package let name: SeatName
        /// As `AgentRecord.shownState(hasSession:)` has it.
        package let state: String
        package let bead: BeadID?
        package let branch: String?
        /// Its session, if that is there.
        package let session: String?
    }

    /// One rig with its services and seats.
    package struct Rig: Hashable, Sendable {
        package let name: RigName
        package let prefix: Prefix
        package let workers: [Worker]
        package let isRefineryRunning: Bool
        /// Since when the refinery is stopped by hand.
        package let refineryStopped: String?
        /// Merge requests that are to land.
        package let queue: Int
        /// Merge requests that wait for a person.
        package let parked: Int
    }

    package let name: String
    package let root: String
    package let socket: String
    package let daemon: Int?
    /// Since when the town is down.
    package let stopped: String?
    package let rigs: [Rig]
    /// Unread mail of the human; `nil` where it was not asked for.
    package let unread: Int?

    /// Looks; `isFast` leaves the mail out.
    package init(stores: Stores, sessions: Sessions, isFast: Bool) throws {
        let town = sessions.town
        let hq = try stores.hq()
        name = try TownIdentity.read(town)?.name ?? PathText.name(of: town.root)
        root = town.root
        socket = sessions.host.name
        stopped = try hq.read.townStopped()
        daemon = try hq.read.processes().first { $0.kind == Duty.Kind.daemon.rawValue && $0.isAlive }?.pid
        unread = isFast ? nil : try hq.read.unreadCount(of: .overseer)
        let running = Set(try sessions.list().map(\.name))
        rigs = try RigRegistry.read(town).entries.map { entry in
            let read = try stores.ledger(at: StorePlace(town.rig(entry.name).beads)).read
            return Rig(
                name: entry.name,
                prefix: entry.prefix,
                workers: try read.agents(role: "polecat").compactMap { seat in
                    Worker(seat, prefix: entry.prefix, running: running)
                },
                isRefineryRunning: running.contains(Address.refinery(entry.name).session(prefix: entry.prefix)),
                refineryStopped: try hq.read.refineryStopped(entry.name),
                queue: try read.requests(in: [.open, .claimed]).count,
                parked: try read.requests(in: [.parked]).count
            )
        }
    }

    /// The object of `gt status --json`.
    package var json: JSON {
        [
            "name": .string(name), "root": .string(root), "location": .string(root), "stopped": .optional(stopped),
            "daemon": ["running": .bool(daemon != nil), "pid": daemon.map { .int($0) } ?? .null],
            "tmux": ["socket": .string(socket)],
            "rigs": .array(rigs.map(\.json)),
            "overseer": ["unread": unread.map { .int($0) } ?? .null],
        ]
    }
}

extension TownStatus.Worker {
    fileprivate init?(_ seat: AgentRecord, prefix: Prefix, running: Set<String>) {
        guard let name = seat.name, let rig = seat.rig else { return nil }
        let session = Address.polecat(rig, name).session(prefix: prefix)
        self.session = running.contains(session) ? session : nil
        self.name = name
        bead = seat.hook
        branch = seat.shownBranch
        state = seat.shownState(hasSession: running.contains(session))
    }

    fileprivate var json: JSON {
        [
            "name": .string(name.description), "state": .string(state),
            "bead": .optional(bead?.description), "branch": .optional(branch), "session": .optional(session),
        ]
    }
}

extension TownStatus.Rig {
    fileprivate var json: JSON {
        [
            "name": .string(name.description), "prefix": .string(prefix.description),
            "polecats": .array(workers.map(\.json)),
            "refinery": [
                "running": .bool(isRefineryRunning), "stopped": .optional(refineryStopped), "queue": .int(queue),
                "parked": .int(parked),
            ],
        ]
    }
}
