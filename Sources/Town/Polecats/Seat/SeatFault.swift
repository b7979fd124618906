package import Ledger
package import Vocabulary

/// Why a seat cannot take, keep or give back a bead.
package enum SeatFault: Hashable, ProblemConvertible {
    case closed(BeadID)
    case blocked(BeadID, by: [BeadID])
    case asleep(BeadID)
    case held(BeadID, by: String)
    case inQueue(BeadID)
    case escalated(BeadID, attempts: Int)
    case noWork(BeadID, BeadType)
    case noSeat(SeatName, RigName)
    case poolExhausted(RigName)
    case full(RigName, limit: Int)
    case outdated(BeadID, claimed: FencingToken, present: FencingToken?)
    case emptyHook(BeadID)
    case notHooked(BeadID)
    case changedMeanwhile(BeadID)

    package var problem: Problem {
        switch self {
        case .closed(let id):
            Problem(.conflict, "\(id) is closed; nothing was slung", hints: ["`bd reopen \(id)` opens it again."])
        case .blocked(let id, let blockers):
            Problem(
                .conflict,
                "\(id) is blocked by \(blockers.map(\.description).joined(separator: ", ")); nothing was slung",
                hints: ["`bd ready` shows what can be started; `gt sling --force` starts it all the same."]
            )
        case .asleep(let id):
            Problem(
                .conflict,
                "\(id) is deferred; nothing was slung",
                hints: ["`bd update \(id) --defer \"\"` wakes it."]
            )
        case .held(let id, let holder):
            Problem(
                .conflict,
                "\(id) is already held by \(holder); nothing was slung",
                hints: ["`gt unsling \(id)` takes it back."]
            )
        case .inQueue(let id):
            Problem(.conflict, "\(id) is in the merge queue already", hints: ["`gt mq list` shows the queue."])
        case .escalated(let id, let attempts):
            Problem(
                .refused,
                "\(id) failed to land \(attempts) times and waits for a human",
                hints: ["Read `bd show \(id)`, then `gt sling --force` to try once more."]
            )
        case .noWork(let id, let type):
            Problem(.usage, "\(id) is a \(type), not work for a polecat", hints: ["`bd ready` shows work."])
        case .noSeat(let name, let rig):
            Problem(.notFound, "\(rig) has no polecat \(name)", hints: ["`gt polecat list` shows the seats."])
        case .poolExhausted(let rig):
            Problem(.conflict, "every seat of \(rig) is taken", hints: ["`gt polecat list` shows the seats."])
        case .full(let rig, let limit):
            Problem(
                .conflict,
                "\(rig) has \(limit) workers at work, and `max_workers` allows no more; nothing was slung",
                hints: ["`gt polecat list` shows them; `gt rig settings set \(rig) max_workers <n>` allows more."]
            )
        case .outdated(let seat, let claimed, let present):
            Problem(
                .refused,
                "this session's occupation of \(seat) has ended; nothing was done",
                causes: ["its token is \(claimed), the present one is \(present.map(\.description) ?? "none")"],
                hints: ["Stop working here: the bead was given to another session."]
            )
        case .emptyHook(let seat):
            Problem(.conflict, "nothing is on the hook of \(seat)", hints: ["`gt sling <bead> <rig>` gives it work."])
        case .notHooked(let id):
            Problem(.conflict, "\(id) is on no hook; nothing was done", hints: ["`gt polecat list` shows the hooks."])
        case .changedMeanwhile(let seat):
            Problem(
                .conflict,
                "\(seat) was given other work meanwhile; nothing was done",
                hints: ["`gt polecat list` shows what it is at."]
            )
        }
    }
}
