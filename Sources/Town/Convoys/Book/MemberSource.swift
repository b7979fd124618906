package import Ledger
package import Stores
package import Vocabulary

/// Where the beads that convoys track are found.
package struct MemberSource {
    /// A bead of any rig, `nil` where there is none.
    let bead: (BeadID) throws -> Bead?
    /// Whether there is a ledger that the bead would be in; that of a rig goes with the rig.
    let hasHome: (BeadID) -> Bool

    package init(bead: @escaping (BeadID) throws -> Bead?, hasHome: @escaping (BeadID) -> Bool) {
        self.bead = bead
        self.hasHome = hasHome
    }

    /// The ledgers of the town that `stores` means.
    package init(_ stores: Stores) throws {
        self.init(bead: try stores.townLookup(), hasHome: try stores.townHomes())
    }
}
