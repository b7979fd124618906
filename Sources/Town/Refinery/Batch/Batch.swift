package import Vocabulary

/// What a gate said that did not pass.
package struct GateReport: Hashable, Sendable {
    /// The gate's name.
    package var gate: String
    /// How it ended: `exit 1`, `signal 9`, `no end within 1800 s`.
    package var ending: String
    /// The end of what it wrote.
    package var log: String

    package init(gate: String, ending: String, log: String) {
        self.gate = gate
        self.ending = ending
        self.log = log
    }
}

/// What the gates say of one tree.
package enum Verdict: Hashable, Sendable {
    case green
    case red(GateReport)
    /// No verdict: neither a pass nor anybody's fault.
    case couldNotRun(GateReport)
}

/// What becomes of one request of a batch.
package enum Fate: Hashable, Sendable {
    case landed
    /// Red twice with it, green without it.
    case sentBack(GateReport)
    /// It cannot be laid onto the target; these files are in conflict.
    case conflict(files: [String])
    /// A person has to look; nobody is blamed.
    case parked(reason: String)
    /// Back in the queue, to be tried in a later batch.
    case returned
    /// Its bead was closed or its lease taken meanwhile; it is not ours any more.
    case withdrawn
}

/// Why the queue does not go on until something outside of it changes.
package enum Stop: Hashable, Sendable {
    /// The target itself fails.
    case redBase(GateReport)
    /// Even on the target the gates give no verdict.
    case cannotRun(GateReport)
}

/// One batch on its way: decides what comes next and never acts.
///
/// Requests are stacked in the order of the queue and tested once, at the tip. When that is red the
/// target itself is tested, and only when it is green the first request that breaks the stack is
/// searched for by halves; it is blamed after a second red run, and what is left is stacked and
/// tested anew. The steps are in `Batch+StateMachine.swift`.
package struct Batch: Sendable {
    /// What the engine has to do; it answers with an ``Event``.
    package enum Action: Hashable, Sendable {
        /// Lay these onto the target, in this order. A beginning that is laid already stays.
        case stack([BeadID])
        /// Run the gates on the stack of the first so many; 0 is the target itself.
        case test(Int)
        /// Prove, write down and push the stack of the first so many, which was tested.
        case land(Int)
        /// Nothing more; ``Batch/fates`` and ``Batch/stop`` say what came out.
        case finish
    }

    /// How the engine's doing ended.
    package enum Event: Hashable, Sendable {
        /// Conflicts with the target itself, and where to cut: this one and those behind it conflict
        /// only with members before them.
        case stacked(conflicts: [BeadID: [String]], cut: BeadID?)
        case judged(Verdict)
        case landed
        /// The target is not where it was.
        case lostRace
        /// The remote does not want it, for a reason that trying again does not change.
        case refused(String)
        /// These may not land any more; nothing was pushed.
        case withdrawn([BeadID])
        /// For these it could not be proved that the stack contains their work; nothing was pushed.
        case unproved([BeadID])
    }

    /// Those still in play, in stack order.
    package internal(set) var members: [BeadID]
    /// What has become of those that are not.
    package internal(set) var fates: [BeadID: Fate] = [:]
    package internal(set) var stop: Stop?

    /// So many from the beginning are known to be green together.
    var green = 0
    /// So many from the beginning are known not to be, with the report of the last run.
    var notGreen: (count: Int, verdict: Verdict)?
    /// What the last run on the whole stack said.
    var tip: Verdict?
    var isTargetGreen = false
    var phase = Phase.new

    enum Phase: Hashable, Sendable {
        case new
        case stacking
        case testingTip(attempt: Int)
        case testingTarget
        case searching(Int)
        case confirming
        case landing
        case finished
    }

    package init(_ members: [BeadID]) { self.members = members }
}
