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
        /// What a seat is doing, derived from hook and session.
        package enum State: String, Hashable, Sendable {
            /// Has work and a session.
            case working
            /// Has work and no session: the daemon starts it again.
            case stalled
            /// Waits for work.
            case idle
            /// Says itself that it cannot go on.
            case stuck
        }

        package let name: SeatName
        package let state: State
        package let bead: BeadID?
        package let branch: String?
        package let session: String
    }

    /// One rig with its services and seats.
    package struct Rig: Hashable, Sendable {
        package let name: RigName
        package let prefix: Prefix
        package let workers: [Worker]
        package let isRefineryRunning: Bool
        /// Merge requests that have not landed.
        package let queue: Int
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
                queue: try read.requests(in: [.open, .claimed, .parked]).count
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
        session = Address.polecat(rig, name).session(prefix: prefix)
        self.name = name
        bead = seat.hook
        branch = seat.hook == nil ? nil : seat.branch
        state =
            switch seat.state {
            case .stuck, .escalated: .stuck
            default: seat.hook == nil ? .idle : running.contains(session) ? .working : .stalled
            }
    }

    fileprivate var json: JSON {
        [
            "name": .string(name.description), "state": .string(state.rawValue),
            "bead": .optional(bead?.description), "branch": .optional(branch), "session": .string(session),
        ]
    }
}

extension TownStatus.Rig {
    fileprivate var json: JSON {
        [
            "name": .string(name.description), "prefix": .string(prefix.description),
            "polecats": .array(workers.map(\.json)),
            "refinery": ["running": .bool(isRefineryRunning), "queue": .int(queue)],
        ]
    }
}
