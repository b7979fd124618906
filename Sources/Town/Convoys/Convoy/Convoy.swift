package import Basics
package import Ledger
package import Vocabulary

/// A batch of work over any rigs: what it tracks is written down, how far it is follows from that.
package struct Convoy: Hashable, Sendable {
    /// A bead of the batch as its own ledger has it now.
    package struct Member: Hashable, Sendable {
        package let id: BeadID
        package let title: String
        /// `nil` for a bead that is nowhere.
        package let status: BeadStatus?
        /// Its rig was removed, and its ledger with it.
        package let isGone: Bool

        package init(id: BeadID, title: String, status: BeadStatus?, isGone: Bool = false) {
            self.id = id
            self.title = title
            self.status = status
            self.isGone = isGone
        }
    }

    package let id: BeadID
    package let title: String
    package let createdAt: Timestamp
    package let createdBy: String?
    package let members: [Member]
    /// Who is told besides the overseer when it is complete.
    package let watchers: [Address]
    /// Whether its completion has been noted and told.
    package let isNoted: Bool
    /// Whether somebody closed it by hand: then nobody waits for it, whatever becomes of what it tracks.
    package let isGivenUp: Bool

    /// Why a convoy was closed whose completion was told; any other reason is a person's.
    static let completion = "All tracked issues completed"

    package init(
        id: BeadID,
        title: String,
        createdAt: Timestamp,
        createdBy: String?,
        members: [Member],
        watchers: [Address],
        isNoted: Bool,
        isGivenUp: Bool = false
    ) {
        self.id = id
        self.title = title
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.members = members
        self.watchers = watchers
        self.isNoted = isNoted
        self.isGivenUp = isGivenUp
    }

    /// How many members are closed; what was there when the completion was told, and has vanished since, was closed then.
    package var doneCount: Int { members.count(where: isDone) }
    /// Members that nobody waits for any more: whoever removed their rig gave up what was open in it.
    package var goneCount: Int { members.count { $0.isGone && !isDone($0) } }
    /// Whether everything it tracks is done or gone with its rig; an empty one never is.
    ///
    /// A bead that vanished from a ledger that is there keeps it open: an agent could get its work done that way.
    package var isComplete: Bool { !members.isEmpty && doneCount + goneCount == members.count }
    /// `closed` while it is complete or given up, else `open`; derived.
    package var status: BeadStatus { isComplete || isGivenUp ? .closed : .open }
    /// Whether its completion was told, and something it tracks was reopened since.
    package var isOpenAgain: Bool { isNoted && !isComplete }
    /// Whether its completion is still to be told.
    package var isUntold: Bool { !isNoted && !isGivenUp }
    /// Whether anybody still waits for it.
    package var isUnderWay: Bool { isUntold || isOpenAgain }

    private func isDone(_ member: Member) -> Bool {
        member.status == .closed || (isNoted && member.status == nil && !member.isGone)
    }
}
