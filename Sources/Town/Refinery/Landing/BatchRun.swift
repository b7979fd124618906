import Effects
import Git
import Ledger
import Settings
import Vocabulary

/// Takes one claimed batch to its end: does what the machine decides.
///
/// Step 1, the claim, is the engine's. Steps here: 2 fetch · 3 stack · 4 gates · 5 the landing's row ·
/// 6 push · 7 the transaction that closes all · 8 branches.
struct BatchRun {
    let requests: [MergeRequestRecord]
    let target: String
    let worktree: RefineryWorktree
    let book: LandingBook
    let gates: GateRunner
    let settings: MergeQueueSettings
    let effects: Effects
    let say: (String) -> Void

    struct End {
        let batch: Batch
        /// The new tip of the target, `nil` where nothing landed.
        let commit: GitHash?
    }

    private var repository: Git { worktree.repository }

    /// Runs the batch on top of `base`, which is the remote's target as fetched just before.
    func run(on base: GitHash) throws -> End {
        try worktree.prepare(at: base)
        var works: [BeadID: Work] = [:]
        var faults: [BeadID: String] = [:]
        for request in requests {
            guard let head = GitHash(request.head), try repository.commit(head.description) != nil else {
                faults[request.id] = "its commit is not in the rig's repository"
                continue
            }
            guard try repository.mergeBase(base, head) != nil else {
                faults[request.id] = "it has no history in common with \(target)"
                continue
            }
            let title = try book.ledger.read.bead(request.bead)?.title ?? request.bead.description
            works[request.id] = Work(request: request, title: title, head: head)
        }
        var batch = Batch(requests.map(\.id).filter { works[$0] != nil })
        var stack = Stack(on: base)
        let stacker = Stacker(git: worktree.git, strategy: settings.strategy)
        var green: Set<GitHash> = []
        var commit: GitHash?
        var action = batch.start()
        while action != .finish {
            let event: Batch.Event
            switch action {
            case .stack(let members):
                event = try effects.steps.run("landing", 3) {
                    try stack.build(members.compactMap { works[$0] }, with: stacker)
                }
            case .test(let count): event = .judged(try judge(stack.commit(count), count, &green))
            case .land(let count):
                stack.cut(to: count)
                let landing = try land(stack, tested: green)
                if landing == .landed { commit = stack.commit(count) }
                event = landing
            case .finish: continue
            }
            action = batch.handle(event)
        }
        for (id, reason) in faults { batch.fates[id] = .parked(reason: reason) }
        return End(batch: batch, commit: commit)
    }

    private func judge(_ commit: GitHash, _ count: Int, _ green: inout Set<GitHash>) throws -> Verdict {
        let verdict = try effects.steps.run("landing", 4) { try gates.run(on: commit) }
        if verdict == .green, let tree = try repository.tree(commit.description) { green.insert(tree) }
        say("gates on \(count == 0 ? target : "\(count) stacked"), \(commit.short): \(verdict.line)")
        return verdict
    }

    /// Proves, writes down and pushes the whole stack.
    private func land(_ stack: Stack, tested: Set<GitHash>) throws -> Batch.Event {
        let tip = stack.commit(stack.layers.count)
        guard let tree = try repository.tree(tip.description), tested.contains(tree),
            try repository.isAncestor(stack.base, of: tip)
        else {
            throw Problem(
                .internalFault,
                "\(tip.short) was about to land without having been tested; nothing was pushed"
            )
        }
        let unproved = try unproved(stack)
        guard unproved.isEmpty else { return .unproved(unproved) }
        let landing = LandingRecord(
            id: effects.makeOperation().description,
            target: target,
            base: stack.base.description,
            tip: tip.description,
            tree: tree.description,
            members: stack.layers.map {
                LandingRecord.Member(
                    request: $0.work.request.id,
                    bead: $0.work.request.bead,
                    head: $0.work.head.description,
                    commit: $0.commit.description
                )
            },
            gates: settings.gates.map { LandingRecord.GateRun(name: $0.name, command: $0.command) }
        )
        let gone = try effects.steps.run("landing", 5) {
            try book.prepare(landing, of: stack.layers.map(\.work.request))
        }
        guard gone.isEmpty else { return .withdrawn(gone) }
        switch try effects.steps.run("landing", 6, { try repository.push(tip, to: target, expecting: stack.base) }) {
        case .pushed, .upToDate: break
        case .lostRace:
            try book.drop(landing)
            say("\(target) has moved meanwhile; the batch starts again")
            return .lostRace
        case .refused(let text), .refusedByHook(let text):
            try book.drop(landing)
            say("the remote refuses: \(text)")
            return .refused(text)
        case .unreachable(let text):
            // Whether the push came through is not known: the row stays, the next pass looks.
            throw GitFailure.unreachable(remote: "origin", text: text)
        }
        try LandingEnd(book: book, repository: repository, settings: settings, effects: effects).run(landing)
        say("landed \(stack.layers.map(\.work.request.bead.description).joined(separator: ", ")) as \(tip.short)")
        return .landed
    }

    /// Layers that do not hold all of their work, or that do not stand on one another.
    private func unproved(_ stack: Stack) throws -> [BeadID] {
        let stacker = Stacker(git: worktree.git, strategy: settings.strategy)
        var below = stack.base
        return try stack.layers.filter { layer in
            defer { below = layer.commit }
            guard try repository.isAncestor(below, of: layer.commit) else { return true }
            return try !stacker.contains(layer.work.head, in: layer.commit)
        }.map(\.work.request.id)
    }
}

/// What is left once the remote has a landing; also what a successor does for one that was killed.
struct LandingEnd {
    let book: LandingBook
    let repository: Git
    let settings: MergeQueueSettings
    let effects: Effects

    /// Steps 7 and 8.
    func run(_ landing: LandingRecord) throws {
        try effects.steps.run("landing", 7) { try book.complete(landing) }
        try tidy(landing)
    }

    /// Step 8 alone.
    func tidy(_ landing: LandingRecord) throws {
        try effects.steps.run("landing", 8) {
            var branches: [BeadID: String] = [:]
            for member in landing.members {
                branches[member.request] = try book.ledger.read.request(member.request)?.branch
            }
            let tidying = BranchTidying(repository: repository, deletes: settings.deletesMergedBranches)
            if try tidying.run(landing, branches: branches) { try book.finish(landing) }
        }
    }
}

extension Verdict {
    /// For the log.
    var line: String {
        switch self {
        case .green: "green"
        case .red(let report): "red, \(report.gate) (\(report.ending))"
        case .couldNotRun(let report): "no verdict, \(report.gate) (\(report.ending))"
        }
    }
}
