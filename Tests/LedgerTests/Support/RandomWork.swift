import Basics
import Ledger
import TestKit
import Vocabulary

/// Random operations on a small graph; the same for the same seed.
struct RandomWork {
    private let random: ManualRandom
    /// What was done, for the report of a failure.
    private(set) var log: [String] = []
    /// Only what lets everything be finished: no force, no states but open, no import.
    private let isOrderly: Bool
    private var made = 0
    /// Those who were made parent and child, so that spawners and what they spawn are met often.
    private var parents: [BeadID] = []
    private var children: [BeadID] = []

    init(seed: UInt64, isOrderly: Bool = false) {
        random = ManualRandom(seed: seed &* 0x9E37_79B9 &+ 7)
        self.isOrderly = isOrderly
    }

    func below(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }
    private func chance(_ percent: Int) -> Bool { below(100) < percent }
    private func pick<T>(_ all: [T]) -> T { all[below(all.count)] }
    /// Mostly a bead that is there, now and then one that is not, or not yet.
    private func someone() -> BeadID {
        if isOrderly { return id("b\(below(max(made, 1)))") }
        return id("b\(below(made + (chance(10) ? 3 : 1)))")
    }

    private static let edges: [EdgeType] = [
        .blocks, .blocks, .conditionalBlocks, .parentChild, .parentChild, .waitsFor, .waitsFor, .related,
        .discoveredFrom,
    ]
    private static let types: [BeadType] = [.task, .task, .task, .epic, .epic, .gate, .molecule, .message]
    private static let statuses: [BeadStatus] = [
        "open", "open", "in_progress", "blocked", "deferred", "closed", "pinned",
        "hooked", "shipped", "triage", "parked", "odd",
    ].map(BeadStatus.init(rawValue:))
    private static let meanings = [
        "shipped:done,triage:active,parked:frozen,odd", "shipped:wip,triage:done,parked:active,odd:done",
        "shipped,triage,parked,odd", "shipped:done,triage:wip,parked:done,odd:active",
    ]

    /// Tells the ledger the states that the operations use.
    func prepare(_ transaction: Transaction) throws {
        try transaction.setConfig("status.custom", RandomWork.meanings[0])
    }

    /// One operation; what the ledger refuses changes nothing and counts as one too.
    mutating func step(_ transaction: Transaction) throws {
        do {
            try attempt(transaction)
        } catch let error as any ProblemConvertible {
            log.append("  refused: \(error.problem.summary)")
        } catch let problem as Problem {
            log.append("  refused: \(problem.summary)")
        }
    }

    private mutating func attempt(_ transaction: Transaction) throws {
        let roll = below(100)
        switch roll {
        case ..<22: try create(transaction)
        case ..<60: try join(transaction)
        case ..<67 where !isOrderly: try part(transaction)
        case ..<78 where !isOrderly: try close(transaction)
        case ..<83 where !isOrderly: try reopen(transaction)
        case ..<91 where !isOrderly: try change(transaction)
        case ..<95 where !isOrderly: try delete(transaction)
        case ..<97 where !isOrderly: try redefine(transaction)
        case _ where !isOrderly: try importSome(transaction)
        default: try join(transaction)
        }
    }

    private mutating func newBead(_ transaction: Transaction) -> Bead {
        var bead = Bead(id: id("b\(made)"), title: "bead \(made)", at: transaction.time)
        made += 1
        bead.type = isOrderly ? pick([.task, .epic]) : pick(RandomWork.types)
        bead.priority = below(5)
        if chance(20) { bead.isEphemeral = true } else if chance(10) { bead.hasNoHistory = true }
        guard !isOrderly else { return bead }
        if chance(30) { bead.status = pick(RandomWork.statuses) }
        if chance(5) { bead.isPinned = true }
        if chance(15) { bead.deferUntil = transaction.time.advanced(by: .seconds(pick([-100, 20, 1_000_000]))) }
        return bead
    }

    private mutating func create(_ transaction: Transaction) throws {
        let bead = newBead(transaction)
        log.append("create \(bead.id) \(bead.type) \(bead.status)\(bead.isWisp ? " wisp" : "")")
        try transaction.insert(bead)
        if made > 1, chance(40) { try add(Edge(bead.id, .parentChild, someone(), at: transaction.time), transaction) }
    }

    private mutating func join(_ transaction: Transaction) throws {
        var edge = Edge(someone(), pick(RandomWork.edges), someone(), at: transaction.time)
        if edge.type == .waitsFor, !parents.isEmpty, chance(70) { edge.target = pick(parents) }
        if edge.type == .waitsFor, chance(60) { edge.metadata = "{\"gate\":\"\(pick(["any", "all"]))-children\"}" }
        try add(edge, transaction)
    }

    private mutating func add(_ edge: Edge, _ transaction: Transaction) throws {
        log.append("add \(edge.source) \(edge.type) \(edge.target) \(edge.metadata ?? "")")
        try transaction.add(edge, checksCycles: isOrderly || !chance(10))
        guard edge.type == .parentChild else { return }
        parents.append(edge.target)
        children.append(edge.source)
    }

    private mutating func part(_ transaction: Transaction) throws {
        let source = children.isEmpty || chance(40) ? someone() : pick(children)
        let edges = try transaction.read.edges(from: source)
        guard !edges.isEmpty else { return }
        let edge = pick(edges)
        log.append("remove \(edge.source) \(edge.type) \(edge.target)")
        try transaction.removeEdges(from: edge.source, to: edge.target, type: chance(50) ? edge.type : nil)
    }

    private mutating func close(_ transaction: Transaction) throws {
        let id = children.isEmpty || chance(50) ? someone() : pick(children)
        log.append("close \(id)")
        try transaction.close(id, force: chance(50))
    }

    private mutating func reopen(_ transaction: Transaction) throws {
        let id = someone()
        log.append("reopen \(id)")
        try transaction.reopen(id)
    }

    private mutating func change(_ transaction: Transaction) throws {
        let id = someone()
        let status = pick(RandomWork.statuses)
        let wake = transaction.time.advanced(by: .seconds(pick([-5, 30, 2_000_000])))
        let kind = below(4)
        log.append("change \(id) \(kind) \(status)")
        if kind == 3 {
            var update = BeadUpdate()
            update.parent = .some(chance(30) ? nil : someone())
            try transaction.apply(update, to: id)
            return
        }
        try transaction.update(id) {
            switch kind {
            case 0: $0.status = status
            case 1: $0.deferUntil = $0.deferUntil == nil ? wake : nil
            default: $0.isPinned.toggle()
            }
        }
    }

    private mutating func delete(_ transaction: Transaction) throws {
        let id = children.isEmpty || chance(50) ? someone() : pick(children)
        log.append("delete \(id)")
        try transaction.delete(id)
    }

    private mutating func redefine(_ transaction: Transaction) throws {
        let meaning = pick(RandomWork.meanings)
        log.append("statuses \(meaning)")
        try transaction.setConfig("status.custom", meaning)
    }

    /// Two or three lines, new beads and old ones, with edges to anybody.
    private mutating func importSome(_ transaction: Transaction) throws {
        var lines: [ImportedBead] = []
        for _ in 0...below(3) {
            var bead = newBead(transaction)
            if chance(40), let old = try transaction.read.bead(someone()) {
                bead = old
                bead.status = pick(RandomWork.statuses)
                bead.closedAt = nil
                bead.updatedAt = transaction.time
            }
            var line = ImportedBead(bead)
            for _ in 0..<below(3) {
                line.edges.append(Edge(bead.id, pick(RandomWork.edges), someone(), at: transaction.time))
            }
            lines.append(line)
        }
        log.append(
            "import \(lines.map { "\($0.bead.id) \($0.bead.status) \($0.edges.map { "\($0.type) \($0.target)" })" })"
        )
        _ = try transaction.take(lines)
    }
}
