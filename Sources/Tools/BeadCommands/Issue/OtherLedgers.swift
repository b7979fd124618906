import CommandKit
import Console
import Ledger
import Vocabulary

/// What a new bead has to do with beads of other ledgers.
struct OtherLedgers {
    /// Beads there that depend on the new one.
    private var dependents: [BeadDraft.Tie] = []
    /// What the new bead depends on, and where that is.
    private var targets: [(tie: BeadDraft.Tie, database: String)] = []

    /// Takes out of `draft` what is to be written elsewhere, and marks what is kept as a name.
    ///
    /// - Throws: `Problem` for a parent, or something to wait for, that is in another ledger: only one ledger can see
    ///   to it.
    init(of draft: inout BeadDraft, _ ledger: Ledger, in context: CommandContext) throws {
        /// A new bead has nothing yet, so that refusing it loses nothing.
        func refuseOther(_ id: BeadID, in database: String?, as type: EdgeType) throws {
            let hint = "`--deps related:\(id)`"
            try context.refuseOther(id, in: database, as: type, rest: "nothing was created", hint: hint)
        }
        if let parent = draft.parent {
            try refuseOther(parent, in: context.database(of: parent, otherThan: ledger), as: .parentChild)
        }
        var kept: [BeadDraft.Tie] = []
        for var tie in draft.ties {
            guard let database = try context.database(of: tie.other, otherThan: ledger) else {
                kept.append(tie)
                continue
            }
            try refuseOther(tie.other, in: database, as: tie.type)
            if tie.isReversed {
                dependents.append(tie)
                continue
            }
            tie.isElsewhere = true
            kept.append(tie)
            targets.append((tie, database))
        }
        draft.ties = kept
    }

    /// Writes the ties that belong to other ledgers, as `bd dep add` does, and says what holds nothing back.
    ///
    /// The bead is there already: what cannot be written goes to `problems`.
    func tie(_ id: BeadID, in context: CommandContext, problems: inout Problems) {
        for (tie, database) in targets { context.noteTie(from: id, to: tie.other, in: database, tie.type) }
        for tie in dependents {
            problems.collect {
                _ = try Tie(source: tie.other.description, target: id.description, type: tie.type).add(in: context)
            }
        }
    }
}
