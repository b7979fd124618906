package import Layout
package import Ledger
package import Vocabulary

/// Everything an agent is told when it starts.
package struct Brief: Hashable, Sendable {
    /// What hangs on the hook of a worker.
    package struct Work: Hashable, Sendable {
        package var bead: Bead
        package var labels: [String]
        /// Oldest first.
        package var comments: [Comment]

        package init(bead: Bead, labels: [String], comments: [Comment]) {
            self.bead = bead
            self.labels = labels
            self.comments = comments
        }
    }

    package var address: Address
    package var town: TownLayout
    package var seat: AgentRecord?
    package var work: Work?
    /// The rigs of the town, for who looks after them.
    package var rigs: [RigName]
    package var unreadMail: Int
    /// Whether the reader knew all this before, in the same conversation.
    package var isContinuation = false

    package init(
        address: Address,
        town: TownLayout,
        seat: AgentRecord? = nil,
        work: Work? = nil,
        rigs: [RigName] = [],
        unreadMail: Int = 0
    ) {
        self.address = address
        self.town = town
        self.seat = seat
        self.work = work
        self.rigs = rigs
        self.unreadMail = unreadMail
    }
}
