import CommandKit
import Layout
import Ledger
import Sessions
import Stores
import Supervised
import TownContext
import Towns
import Vocabulary

/// What commands about a whole town work with.
struct TownHands {
    let stores: Stores
    let sessions: Sessions
    let supervision: Supervision
    let services: TownServices

    /// The town that the command's folder and environment mean.
    init(_ context: CommandContext) throws {
        try self.init(context, context.stores())
    }

    /// The town in `folder` itself, whatever the environment says.
    init(_ context: CommandContext, at folder: String) throws {
        let stores = Stores(
            finder: StoreFinder(folder: folder, environment: [:]),
            effects: context.effects,
            actor: context.options.actor
        )
        guard let town = stores.finder.town(), town.root == folder else { throw TownFault.noTown(path: folder) }
        try self.init(context, stores)
    }

    private init(_ context: CommandContext, _ stores: Stores) throws {
        self.stores = stores
        let town = try stores.town()
        if TownRemover.isRemoving(town) { throw TownFault.beingRemoved(path: town.root) }
        sessions = try context.sessions(of: town)
        supervision = Supervision(town: sessions.town, hq: try stores.hq(.writing), effects: context.effects)
        services = TownServices(
            stores: stores,
            sessions: sessions,
            supervision: supervision,
            program: try context.program(),
            effects: context.effects
        )
    }
}
