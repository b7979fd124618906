import Host
import Layout
import Settings
import Vocabulary

/// Takes away all there is of a rig: folder, database, route, name, note.
///
/// Only for who has made sure that nothing in it is needed. Repeated until it has come to its end once.
struct RigRemains {
    let town: TownLayout
    let name: RigName

    /// Where the ledger lies from the moment in which its removal is decided.
    var ledgerAside: String { Files.parent(of: town.rig(name).ledger) + ".removed" }

    /// The note goes last, so that a kill leaves something that leads here again.
    func remove() throws {
        let rig = town.rig(name)
        let lock = try FileLock.hold(town.lock("registry"), limit: .seconds(30))
        defer { withExtendedLifetime(lock) {} }
        var registry = try RigRegistry.read(town)
        if registry[name] != nil {
            registry.remove(name)
            try registry.write()
        }
        var routes = try Routes.read(town.beads)
        let own = routes.all.filter { $0.path == name.description }
        if !own.isEmpty {
            for route in own { routes.remove(route.prefix) }
            try routes.write()
        }
        try Files.removeTree(rig.root)
        try Files.removeTree(Files.parent(of: rig.ledger))
        try Files.removeTree(ledgerAside)
        try Files.remove(town.pendingRig(name))
    }
}
