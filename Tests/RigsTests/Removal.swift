import Effects
import Layout
import Ledger
import Rigs
import Sessions
import Stores
import Supervised
import Tmux
import Vocabulary

/// Removes the rig `shop`; for processes of their own, which have no scratch folder.
func removeShop(of town: TownLayout, socket: String, effects: Effects) throws {
    guard let name = RigName("shop") else { return }
    let stores = Stores(finder: StoreFinder(folder: town.root, environment: [:]), effects: effects, actor: "killed")
    let sessions = Sessions(town: town, host: TmuxHost(Tmux(socket: socket, effects)), program: "gt", effects: effects)
    let supervision = Supervision(town: town, hq: try stores.hq(.writing), effects: effects)
    let remover = RigRemover(stores: stores, sessions: sessions, supervision: supervision, effects: effects)
    try remover.remove(name, backup: nil)
}
