import CommandKit
import Dispatching
import TownContext
import Vocabulary

extension CommandContext {
    /// What slings beads to a rig's seats.
    func sling(_ rig: RigName) throws -> Sling {
        let site = try worksite(rig)
        return Sling(site, try deliveries())
    }
}
