import Basics
package import Effects
import Git
import Host
package import Layout
package import Ledger
import Settings
package import Vocabulary

/// The merge queue of one rig: lands what is finished, a batch a pass.
///
/// Only for the holder of the rig's refinery lock (``RefineryLock``): it takes whatever an earlier
/// one left claimed, half stacked or half landed for its own.
package final class RefineryEngine {
    /// What one pass came to.
    package enum Pass: Hashable, Sendable {
        /// Nothing waits.
        case idle
        /// Requests wait for others to be landed with; at most so long.
        case gathering(Duration)
        /// A batch has come to its end; there may be more.
        case worked([BeadID: Fate])
        /// Nothing lands until something outside changes.
        case stopped(reason: String)
    }

    private let rig: RigLayout
    private let ledger: Ledger
    private let effects: Effects
    private let book: LandingBook
    private let worktree: RefineryWorktree
    private let say: (String) -> Void
    private let memory: RefineryMemory

    /// - Parameters:
    ///   - rig: its repository must be there; the worktree is made when missing.
    ///   - ledger: the rig's, open for writing.
    ///   - owner: names this process for ever, ``RefineryLock/owner``.
    ///   - effects: its environment is what gates get, but for who acts.
    ///   - memory: kept over the passes of one process.
    ///   - say: takes a line for whoever watches.
    package init(
        rig: RigLayout,
        ledger: Ledger,
        owner: String,
        effects: Effects,
        memory: RefineryMemory = RefineryMemory(),
        say: @escaping (String) -> Void
    ) {
        self.rig = rig
        self.memory = memory
        self.ledger = ledger
        self.say = say
        var marked = effects
        // All that is started from here can be told by its environment when its starter is dead.
        marked.environment.merge(RefineryLock.marks(of: rig, owner: owner)) { $1 }
        self.effects = marked
        book = LandingBook(ledger: ledger, rig: rig, owner: owner, effects: effects)
        let git = Git(in: rig.repository, marked, as: GitIdentity(.refinery(rig.name)))
        worktree = RefineryWorktree(rig: rig, repository: git)
    }

    private var repository: Git { worktree.repository }

    /// Finishes what was left, then takes one batch to its end.
    ///
    /// After a failure the next pass begins as after a kill. `isRung` says that there may be news,
    /// so that a queue that stands still looks again.
    package func pass(isRung: Bool = true) throws -> Pass {
        try recover()
        let settings = try RigSettings.read(rig).mergeQueue
        let waiting = try ledger.read.waitingRequests(at: effects.now(), bound: settings.longestWait)
        guard let first = waiting.first else {
            try book.tell(nil)
            return .idle
        }
        guard !settings.gates.isEmpty || settings.waivesGates else { return try stop(noGates) }
        let batch = waiting.filter { $0.target == first.target }.prefix(settings.maxBatchSize)
        if let rest = gathering(waiting, settings) { return .gathering(rest) }
        if !isRung, let reason = memory.reasonToWait(settings, at: effects.now()) { return .stopped(reason: reason) }
        let requests = try effects.steps.run("landing", 1) { try book.claim(Array(batch)) }
        guard !requests.isEmpty else { return .worked([:]) }
        guard let base = try effects.steps.run("landing", 2, { try fetch(first.target) }) else {
            try book.settle(requests, Dictionary(uniqueKeysWithValues: requests.map { ($0.id, .returned) }))
            return try stop(noBranch(first.target))
        }
        say("batch of \(requests.count) on \(first.target) \(base.short): " + names(requests))
        return try run(requests, on: base, settings)
    }

    private func run(_ requests: [MergeRequestRecord], on base: GitHash, _ settings: MergeQueueSettings) throws -> Pass
    {
        let target = requests[0].target
        if memory.hasDoubt {
            // It was red before: asked first, so that no batch is stacked in vain.
            try worktree.prepare(at: base)
            let verdict = try runner(settings, target).run(on: base)
            if let notice = notice(verdict, target, base) {
                try book.settle(requests, Dictionary(uniqueKeysWithValues: requests.map { ($0.id, .returned) }))
                return try stop(notice, settings)
            }
        }
        let run = BatchRun(
            requests: requests,
            target: target,
            worktree: worktree,
            book: book,
            gates: runner(settings, target),
            settings: settings,
            effects: effects,
            say: say
        )
        let end = try run.run(on: base)
        try book.settle(requests, end.batch.fates)
        for request in requests {
            if let line = end.batch.fates[request.id]?.line { say("\(request.bead) (\(request.id)): \(line)") }
        }
        switch end.batch.stop {
        case .redBase(let report)?: return try stop(notice(.red(report), target, base), settings)
        case .cannotRun(let report)?: return try stop(notice(.couldNotRun(report), target, base), settings)
        case nil:
            memory.trust()
            try book.tell(nil)
            return .worked(end.batch.fates)
        }
    }

    private func runner(_ settings: MergeQueueSettings, _ target: String) -> GateRunner {
        var variables = RefineryLock.marks(of: rig, owner: book.owner)
        variables["GT_TOWN_ROOT"] = rig.town.root
        variables["GT_RIG"] = rig.name.description
        variables["GT_TARGET"] = target
        return GateRunner(
            git: worktree.git,
            gates: settings.gates,
            logs: rig.runtime + "/gates",
            effects: effects,
            variables: variables
        )
    }

    private func fetch(_ target: String) throws -> GitHash? {
        try repository.fetch()
        return try repository.commit("refs/remotes/origin/\(target)")
    }

    /// How long the batch waits for more, `nil` when it begins now.
    private func gathering(_ waiting: [MergeRequestRecord], _ settings: MergeQueueSettings) -> Duration? {
        guard waiting.count < settings.minBatchSize, let oldest = waiting.map(\.createdAt).min() else { return nil }
        let rest = settings.gatherWait - oldest.distance(to: effects.now())
        return rest > .zero ? rest : nil
    }

    /// Does what a predecessor, or a pass that failed, has left undone.
    private func recover() throws {
        let prepared = try ledger.read.landings(in: [.prepared])
        let landed = try ledger.read.landings(in: [.landed])
        if !prepared.isEmpty { try repository.fetch() }
        let settings = prepared.isEmpty && landed.isEmpty ? nil : try RigSettings.read(rig).mergeQueue
        if let settings {
            let end = LandingEnd(book: book, repository: repository, settings: settings, effects: effects)
            for landing in prepared {
                if try isOnRemote(landing) {
                    say("landing \(landing.id) had come through; finishing it")
                    try end.run(landing)
                } else {
                    try book.drop(landing)
                }
            }
            for landing in landed { try end.tidy(landing) }
        }
        try book.releaseAll()
    }

    private func isOnRemote(_ landing: LandingRecord) throws -> Bool {
        guard let tip = GitHash(landing.tip), try repository.commit(landing.tip) != nil,
            let present = try repository.commit("refs/remotes/origin/\(landing.target)")
        else { return false }
        return try repository.isAncestor(tip, of: present)
    }

    // MARK: Standing still

    /// `settings` where the gates have spoken, so that they need not be asked again at once.
    private func stop(_ notice: StopNotice?, _ settings: MergeQueueSettings? = nil) throws -> Pass {
        guard let notice else { return .worked([:]) }
        if let settings { memory.doubt(notice.reason, settings, since: effects.now()) }
        try book.tell(notice)
        say("the queue stands still: \(notice.reason)")
        return .stopped(reason: notice.reason)
    }

    private func notice(_ verdict: Verdict, _ target: String, _ base: GitHash) -> StopNotice? {
        switch verdict {
        case .green: return nil
        case .red(let report):
            let reason = "\(target) itself is red at \(base.short): gate \(report.gate) (\(report.ending))"
            return StopNotice(reason: reason, letter: letter(reason, report))
        case .couldNotRun(let report):
            let reason = "the gate \(report.gate) cannot run on \(target) at \(base.short): \(report.ending)"
            return StopNotice(reason: reason, letter: letter(reason, report))
        }
    }

    private func letter(_ reason: String, _ report: GateReport) -> String {
        """
        Nothing lands in \(rig.name), and nobody is blamed: \(reason).

        The queue looks again when a request is filed, and every ten minutes.

        \(report.log)
        """
    }

    private var noGates: StopNotice {
        StopNotice(
            reason: "no gate is configured; `gt rig settings set \(rig.name) merge_queue.gates.test \"<command>\"`"
                + " sets one, `merge_queue.waive_gates true` lands without",
            letter: nil
        )
    }

    private func noBranch(_ target: String) -> StopNotice {
        StopNotice(reason: "the remote has no branch \(target)", letter: nil)
    }

    private func names(_ requests: [MergeRequestRecord]) -> String {
        requests.map { $0.bead.description }.joined(separator: ", ")
    }
}

extension Fate {
    /// For the log, `nil` for what is told already.
    fileprivate var line: String? {
        switch self {
        case .landed: nil
        case .sentBack(let report): "sent back, \(report.gate) is red (\(report.ending))"
        case .conflict(let files): "sent back, conflict in \(files.prefix(5).joined(separator: ", "))"
        case .parked(let reason): "parked: \(reason)"
        case .returned: "back in the queue"
        case .withdrawn: "withdrawn"
        }
    }
}
