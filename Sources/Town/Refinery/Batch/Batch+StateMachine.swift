import Vocabulary

extension Batch {
    /// The first thing to do.
    package mutating func start() -> Action {
        precondition(phase == .new, "a batch starts once")
        return restack()
    }

    /// Takes in how the last action ended and says what comes next.
    ///
    /// - Precondition: the event is an answer to the last action.
    package mutating func handle(_ event: Event) -> Action {
        switch (phase, event) {
        case (.stacking, .stacked(let conflicts, let cut)): stacked(conflicts, cut)
        case (.testingTip(let attempt), .judged(let verdict)): tipJudged(verdict, attempt)
        case (.testingTarget, .judged(let verdict)): targetJudged(verdict)
        case (.searching(let count), .judged(let verdict)): judged(verdict, at: count)
        case (.confirming, .judged(let verdict)): confirmed(verdict)
        case (.landing, .landed): finish(with: .landed)
        case (.landing, .lostRace): finish(with: .returned)
        case (.landing, .refused(let text)): refused(text)
        case (.landing, .withdrawn(let gone)): drop(gone, as: .withdrawn)
        case (.landing, .unproved(let gone)):
            drop(gone, as: .parked(reason: "it could not be proved that the landing contains the work"))
        default: preconditionFailure("\(event) is no answer in \(phase)")
        }
    }

    private mutating func restack() -> Action {
        guard !members.isEmpty else { return finish(with: .returned) }
        phase = .stacking
        return .stack(members)
    }

    private mutating func stacked(_ conflicts: [BeadID: [String]], _ cut: BeadID?) -> Action {
        for (member, files) in conflicts { fates[member] = .conflict(files: files) }
        if let cut, let first = members.firstIndex(of: cut) {
            for member in members[first...] where fates[member] == nil { fates[member] = .returned }
        }
        members.removeAll { fates[$0] != nil }
        notGreen = nil
        tip = nil
        guard !members.isEmpty else { return finish(with: .returned) }
        if members.count == green { return land() }
        phase = .testingTip(attempt: 1)
        return .test(members.count)
    }

    private mutating func tipJudged(_ verdict: Verdict, _ attempt: Int) -> Action {
        tip = verdict
        switch verdict {
        case .green:
            green = members.count
            return land()
        case .couldNotRun where attempt == 1:
            phase = .testingTip(attempt: 2)
            return .test(members.count)
        case .red, .couldNotRun:
            notGreen = (members.count, verdict)
            if isTargetGreen { return search() }
            phase = .testingTarget
            return .test(0)
        }
    }

    private mutating func targetJudged(_ verdict: Verdict) -> Action {
        switch verdict {
        case .green:
            isTargetGreen = true
            return search()
        case .red(let report): stop = .redBase(report)
        case .couldNotRun(let report): stop = .cannotRun(report)
        }
        return finish(with: .returned)
    }

    private mutating func search() -> Action {
        guard let bad = notGreen?.count else { preconditionFailure("there is nothing to search for") }
        guard bad - green > 1 else {
            phase = .confirming
            return .test(bad)
        }
        let middle = (green + bad) / 2
        phase = .searching(middle)
        return .test(middle)
    }

    private mutating func judged(_ verdict: Verdict, at count: Int) -> Action {
        if verdict == .green { green = count } else { notGreen = (count, verdict) }
        return search()
    }

    /// The second run on the shortest stack that was not green.
    private mutating func confirmed(_ verdict: Verdict) -> Action {
        guard let (count, first) = notGreen else { preconditionFailure("there is nothing to confirm") }
        let suspect = members[count - 1]
        switch (first, verdict) {
        case (_, .green):
            green = count
            guard count < members.count, let tip else { return land() }
            notGreen = (members.count, tip)
            return search()
        case (.red, .red(let report)): fates[suspect] = .sentBack(report)
        case (_, .red):
            // The first run gave no verdict, so that this red one is the first.
            notGreen = (count, verdict)
            return .test(count)
        case (_, .couldNotRun(let report)):
            fates[suspect] = .parked(reason: "the gate \(report.gate) gives no verdict on it: \(report.ending)")
        }
        members.remove(at: count - 1)
        notGreen = nil
        if members.count == green, green > 0 { return land() }
        return restack()
    }

    private mutating func land() -> Action {
        phase = .landing
        return .land(members.count)
    }

    private mutating func refused(_ text: String) -> Action {
        guard members.count > 1 else { return finish(with: .parked(reason: text)) }
        // The remote may mind only one of them: each is tried alone, this one now.
        for member in members.dropFirst() { fates[member] = .returned }
        members = Array(members.prefix(1))
        green = 0
        return restack()
    }

    private mutating func drop(_ gone: [BeadID], as fate: Fate) -> Action {
        for member in gone { fates[member] = fate }
        // The tip was green, which says nothing of a part of it.
        green = 0
        members.removeAll(where: gone.contains)
        return restack()
    }

    /// Ends the batch; those still in play share a fate.
    private mutating func finish(with fate: Fate) -> Action {
        for member in members { fates[member] = fate }
        members = []
        phase = .finished
        return .finish
    }
}
