package import Effects
import Layout
import Ledger
package import Sessions
import Settings
package import Stores
import Supervised
import Vocabulary

/// Looks at a town from all sides and names what is not as it should be; changes nothing.
///
/// A check that fails is a finding itself and does not keep the others.
package struct Physician {
    let stores: Stores
    let sessions: Sessions
    let effects: Effects

    var town: TownLayout { sessions.town }

    package init(stores: Stores, sessions: Sessions, effects: Effects) {
        self.stores = stores
        self.sessions = sessions
        self.effects = effects
    }

    /// All findings, the good ones too, check by check.
    package func examine() -> [Finding] {
        let checks: [(String, () throws -> [Finding])] = [
            ("tools", checkTools), ("engine", checkEngine), ("layout", checkLayout), ("registry", checkRegistry),
            ("routes", checkRoutes), ("ledgers", checkLedgers), ("settings", checkSettings),
            ("services", checkServices),
            ("sockets", checkSockets), ("outbox", checkOutboxes),
        ]
        return checks.flatMap { name, check -> [Finding] in
            do {
                return try check()
            } catch {
                return [Finding(name, Problem(describing: error))]
            }
        }
    }

    /// The findings, or one good one that says `fine` where there are none.
    func result(_ check: String, _ findings: [Finding], fine: String) -> [Finding] {
        findings.isEmpty ? [Finding(check, .fine, fine)] : findings
    }
}
