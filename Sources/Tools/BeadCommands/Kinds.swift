import Arguments
import CommandKit

/// What a molecule is for (bd.md 1.4).
enum MoleculeKind: String, CaseIterable, ArgumentValue { case swarm, patrol, work }

/// What an ephemeral bead is about, which says how long it lives (bd.md 1.4).
enum WispKind: String, CaseIterable, ArgumentValue {
    case heartbeat, ping, patrol
    case garbage = "gc_report"
    case recovery, error, escalation
}
