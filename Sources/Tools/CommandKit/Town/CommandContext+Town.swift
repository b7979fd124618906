package import Dispatching
import Effects
import Host
import Layout
import Ledger
package import Sessions
import Stores
package import Supervised
import Tmux
package import Vocabulary

extension CommandContext {
    /// The sessions of the town that is meant, on the town's own tmux server.
    package func sessions() throws -> Sessions {
        let town = try stores().town()
        let socket = TmuxSocket.name(
            realPath: try Files.realPath(town.root),
            override: effects.environment[TmuxSocket.variable]
        )
        guard let program = Programs.ownPath() else {
            throw Problem(.environment, "the system does not tell where this program is")
        }
        return Sessions(town: town, host: TmuxHost(Tmux(socket: socket, effects)), program: program, effects: effects)
    }

    /// The recorded processes of the town that is meant.
    package func supervision() throws -> Supervision {
        Supervision(town: try stores().town(), hq: try stores().hq(.writing), effects: effects)
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
