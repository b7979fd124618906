package import Effects
import Ledger
package import Stores
package import Vocabulary

extension Stores {
    /// Has a rig's refinery stay stopped, whatever the daemon does, or lets it run again.
    ///
    /// Returns since when it was stopped by hand before, `nil` if it was not. To be set before the refinery is ended, so
    /// that one that is on its way sees it.
    @discardableResult
    package func markRefinery(of rig: RigName, stopped: Bool, effects: Effects) throws -> String? {
        let hq = try hq(.writing)
        let before = try hq.read.refineryStopped(rig)
        if (before != nil) == stopped { return before }
        let message = "gt: refinery of \(rig) \(stopped ? "stays stopped" : "may run")"
        try hq.transaction(as: actor, effects.makeOperation(), message: message) {
            try $0.markRefinery(rig, stopped: stopped)
        }
        return before
    }
}
