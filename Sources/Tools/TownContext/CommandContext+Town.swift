package import CommandKit
package import Dispatching
import Effects
import Host
package import Layout
import Ledger
package import Sessions
import Stores
package import Supervised
import Tmux
package import Vocabulary

extension CommandContext {
    /// The sessions of the town that is meant, on the town's own tmux server.
    package func sessions() throws -> Sessions { try sessions(of: stores().town()) }

    /// The sessions of a town, on its own tmux server.
    package func sessions(of town: TownLayout) throws -> Sessions {
        let root = try Files.realPath(town.root)
        // In a session the variable means that session's town, which need not be the one of this folder.
        let named = effects.environment["GT_TOWN_ROOT"].flatMap { try? Files.realPath($0) }
        let socket = TmuxSocket.name(
            realPath: root,
            override: named == nil || named == root ? effects.environment[TmuxSocket.variable] : nil
        )
        return Sessions(
            town: town,
            host: TmuxHost(Tmux(socket: socket, effects)),
            program: try program(),
            effects: effects
        )
    }

    /// The file of this program, which the town's processes run as well.
    package func program() throws -> String {
        guard let program = ProgramPath.own() else {
            throw Problem(.environment, "the system does not tell where this program is")
        }
        return program
    }

    /// The recorded processes of the town that is meant.
    package func supervision() throws -> Supervision {
        let stores = try stores()
        return Supervision(town: try stores.town(), hq: try stores.hq(.writing), effects: effects)
    }

    /// A rig of the town that is meant, with its seats and sessions.
    package func worksite(_ rig: RigName) throws -> Worksite {
        try Worksite(rig, stores: stores(), sessions: sessions(), effects: effects)
    }

    /// The rig that a bead is at home in.
    ///
    /// - Throws: `Problem` for a bead of the town or of a ledger outside of it.
    package func rig(of bead: BeadID) throws -> RigName {
        let place = try stores().place(of: bead)
        guard place.town != nil, let rig = RigName(place.database) else {
            throw Problem(
                .refused,
                "\(bead) is in no rig of this town",
                hints: ["`gt rig list` shows the rigs with their prefixes."]
            )
        }
        return rig
    }

    /// The rig of the folder, where no argument names one.
    package func rigHere() throws -> RigName {
        guard let rig = try stores().finder.rig() else {
            throw Problem(.usage, "no rig is named and \(folder) is in none", hints: ["Name the rig, or go into it."])
        }
        return rig.name
    }
}
