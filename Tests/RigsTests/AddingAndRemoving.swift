import Effects
import Host
import Layout
import Ledger
import Rigs
import Sessions
import Stores
import Supervised
import Tmux
import Vocabulary

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Removes the rig `shop`; for processes of their own, which have no scratch folder.
func removeShop(of town: TownLayout, socket: String, effects: Effects) throws {
    guard let name = RigName("shop") else { return }
    let stores = Stores(finder: StoreFinder(folder: town.root, environment: [:]), effects: effects, actor: "killed")
    let sessions = Sessions(town: town, host: TmuxHost(Tmux(socket: socket, effects)), program: "gt", effects: effects)
    let supervision = Supervision(town: town, hq: try stores.hq(.writing), effects: effects)
    let remover = RigRemover(stores: stores, sessions: sessions, supervision: supervision, effects: effects)
    try remover.remove(name, backup: nil)
}

/// Adds the rig `shop` up to a step, behind which it ends itself; for processes of their own.
func addShop(
    to town: TownLayout,
    from remote: String,
    killedBehind step: Int,
    _ environment: [String: String]
) throws {
    var effects = Effects.live(environment: environment)
    effects.steps = Steps { if $0 == Step("rig add", step) { kill(getpid(), SIGKILL) } }
    _ = try RigAdder(town: town, effects: effects, by: Actor("killed"))
        .add(RigRequest(name: "shop", remote: remote), from: "/")
}
