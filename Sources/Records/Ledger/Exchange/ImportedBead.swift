import SQL
package import Vocabulary

/// A bead as a line of an export describes it, with everything that belongs to it.
package struct ImportedBead: Sendable {
    /// Where it stands, such as `line 3 of x.jsonl`, for what is said about it.
    package var place: String?
    /// Its id is empty where the line names none.
    package var bead: Bead
    /// Kept without space at their ends; blank ones are left out.
    package var labels: [String] = []
    package var edges: [Edge] = []
    package var comments: [Comment] = []
    /// Which members the line had; what it does not name is not changed in a bead that is there.
    package var hasLabels = false
    package var hasUpdateTime = true
    /// Whether the line says everything about the bead, so that edges and labels that it does not have go away.
    package var isWhole = false
    /// Puts what the line says into a bead that is there; `nil` for a line that has what every export has, of which a
    /// member that is missing says that the bead has none.
    package var amend: (@Sendable (inout Bead) -> Void)?

    package init(_ bead: Bead) { self.bead = bead }

    /// Refuses what looks like a credential in anything that the line says, as the write itself would, which does not
    /// know the line any more.
    package func checkSecrets() throws(BeadFault) {
        let texts = labels.map(Value.text)
        let said = comments.flatMap { [Value.text($0.id), .text($0.author), .text($0.text)] }
        let tied = edges.flatMap {
            [Value.text($0.target.description), .text($0.createdBy), .text($0.metadata), .text($0.threadID)]
        }
        try BeadFault.checkSecrets(bead.values + texts + said + tied)
    }
}

/// What an import did.
package struct ImportReport: Hashable, Sendable {
    package var created: [BeadID] = []
    package var updated: [BeadID] = []
    /// Beads whose line says nothing new.
    package var unchanged: [BeadID] = []
    /// Beads that were changed here later than their line says.
    package var stale: [BeadID] = []
    /// Lines whose title a bead here has already.
    package var duplicates = 0
    /// Edges whose target is nowhere, as `source -> target`.
    package var skippedEdges: [String] = []

    package init() {}

    /// How many lines changed nothing.
    package var skipped: Int { unchanged.count + stale.count }
}
