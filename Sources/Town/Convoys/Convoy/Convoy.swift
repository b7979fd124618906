package import Basics
package import Ledger
package import Vocabulary

/// A batch of work over any rigs: what it tracks is written down, how far it is follows from that.
package struct Convoy: Hashable, Sendable {
    /// A bead of the batch as its own ledger has it now.
    package struct Member: Hashable, Sendable {
        package let id: BeadID
        package let title: String
        /// `nil` for a bead that is nowhere; such a one is never done.
        package let status: BeadStatus?

        package init(id: BeadID, title: String, status: BeadStatus?) {
            self.id = id
            self.title = title
            self.status = status
        }

        package var isDone: Bool { status == .closed }
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

    package init(
        id: BeadID,
        title: String,
        createdAt: Timestamp,
        createdBy: String?,
        members: [Member],
        watchers: [Address],
        isNoted: Bool
    ) {
        self.id = id
        self.title = title
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.members = members
        self.watchers = watchers
        self.isNoted = isNoted
    }

    package var doneCount: Int { members.count(where: \.isDone) }
    /// Whether everything it tracks is done; an empty one never is.
    package var isComplete: Bool { !members.isEmpty && doneCount == members.count }
    /// `closed` while it is complete, else `open`; derived, whatever its bead says.
    package var status: BeadStatus { isComplete ? .closed : .open }
}
