import Basics
import CommandKit
import Dispatching
import Git
import Host
import JSON
import Layout
import Ledger
import Polecats
import Sessions
import Settings
import Stores
import Vocabulary
import Worktrees

/// A seat as it is shown: what the ledger says of it together with whether its session lives.
struct PolecatView {
    let rig: RigName
    let seat: AgentRecord
    let bead: Bead?
    /// The session's name; `nil` while none lives.
    let session: String?

    /// The seats of a rig, by name.
    static func all(of site: Worksite) throws -> [PolecatView] {
        let read = try site.stores.rig(site.rig.name).read
        let seats = try site.seats.all(in: read)
        // Asking tmux takes as long as all the rest.
        let living = try seats.isEmpty ? [] : Set(site.sessions.list().map(\.name))
        return try seats.map { seat in
            let name = seat.name.map { site.seats.address($0).session(prefix: site.identity.prefix) }
            return PolecatView(
                rig: site.rig.name,
                seat: seat,
                bead: try seat.hook.flatMap { try read.bead($0) },
                session: name.flatMap { living.contains($0) ? $0 : nil }
            )
        }
    }

    var state: String { seat.shownState(hasSession: session != nil) }

    /// What the worktree holds that the remote does not have, in words.
    func held(in site: Worksite) throws -> [String] {
        guard let path = seat.worktree, try site.repository.worktree(at: path) != nil, Files.isFolder(path) else {
            return []
        }
        do {
            return try site.worktrees.state(of: path, target: site.identity.defaultBranch).inWords
        } catch let GitFailure.closedFolders(folders, _) {
            return ["\(folders.joined(separator: ", ")), where git may not look"]
        }
    }

    var json: JSON {
        .object([
            JSON.Member("name", .optional(seat.name?.description)),
            JSON.Member("rig", .string(rig.description)),
            JSON.Member("state", .string(state)),
            JSON.Member("bead", .optional(seat.hook?.description)),
            JSON.Member("branch", .optional(seat.shownBranch)),
            JSON.Member("session", .optional(session)),
            JSON.Member("since", .string(seat.since.inSeconds)),
        ])
    }

    var line: String {
        let work = bead.map { " \($0.id) \($0.title)" } ?? ""
        return "  \(rig)/\(seat.name?.description ?? "?")  \(state)\(work)"
    }
}
