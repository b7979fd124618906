import Effects
import Ledger
import LedgerKit
import TestKit
import Testing
import Vocabulary

@Suite(.scratch) struct ListingTests {
    let store: ScratchLedger

    init() throws {
        store = try ScratchLedger()
        try store.task("gt-a") {
            $0.priority = 1
            $0.type = BeadType(rawValue: "bug")
            $0.assignee = "ana"
            $0.description = "50 % of it_"
        }
        try store.task("gt-b") { $0.status = .inProgress }
        try store.task("gt-c") { $0.priority = 0 }
        try store.task("gt-d") { $0.status = .pinned }
        try store.task("gt-e") { $0.isEphemeral = true }
        try store.task("gt-f") { $0.type = .message }
        try store.task("gt-g") { $0.hasNoHistory = true }
        try store.change {
            try $0.close(BeadID(trusted: "gt-b"))
            try $0.addLabel("x", to: BeadID(trusted: "gt-a"))
            try $0.addLabel("y", to: BeadID(trusted: "gt-a"))
            try $0.addLabel("y", to: BeadID(trusted: "gt-c"))
            try $0.add(Edge(BeadID(trusted: "gt-c"), .parentChild, BeadID(trusted: "gt-a"), at: $0.time))
        }
    }

    private func ids(
        _ order: BeadOrder = BeadOrder(),
        limit: Int = 0,
        _ edit: (inout BeadFilter) -> Void
    ) throws -> String {
        var filter = BeadFilter()
        edit(&filter)
        var ids: [String] = []
        let isCut = try store.ledger.read.list(filter, by: order, limit: limit, at: store.effects.now()) {
            ids.append(String($0.bead.id.description.dropFirst(3)))
        }
        return ids.joined() + (isCut ? "+" : "")
    }

    @Test func leavesOutWhatIsClosedPinnedEphemeralOrTheTowns() throws {
        #expect(try ids { _ in } == "cag")
        #expect(try ids { $0.states = .all } == "cagdb")
        #expect(try ids { $0.includesInfrastructure = true } == "cagf")
        #expect(try ids { $0.includesEphemeral = true } == "cage")
        #expect(try ids(limit: 2) { _ in } == "ca+")
        #expect(try ids(limit: 3) { _ in } == "cag")
    }

    @Test func filters() throws {
        let now = store.effects.now()
        let cases: [(String, (inout BeadFilter) -> Void)] = [
            ("a", { $0.labels = ["x", "y"] }),
            ("ca", { $0.anyLabels = ["x", "y"] }),
            ("cg", { $0.excludedLabels = ["x"] }),
            ("g", { $0.onlyUnlabelled = true }),
            ("a", { $0.assignee = "ana" }),
            ("cg", { $0.onlyUnassigned = true }),
            ("a", { $0.types = [BeadType(rawValue: "bug")] }),
            ("ca", { $0.priority = 0...1 }),
            ("c", { $0.ids = [BeadID(trusted: "gt-c")] }),
            ("a", { $0.descriptionPart = "% of it_" }),
            ("", { $0.descriptionPart = "5%_" }),
            ("a", { $0.title = "GT-A" }),
            ("cg", { $0.onlyWithoutDescription = true }),
            ("c", { $0.parent = BeadID(trusted: "gt-a") }),
            ("ag", { $0.onlyWithoutParent = true }),
            ("b", { $0.states = .some([.closed]) }),
            ("d", { $0.pinned = true }),
            ("", { $0.created = .init(after: now) }),
            ("cag", { $0.created = .init(before: now) }),
            ("cag", { $0.onlyReady = true }),
            ("g", { $0.text = "Task gt-g" }),
        ]
        for (number, (expected, edit)) in cases.enumerated() {
            #expect(try ids(BeadOrder(), limit: 0, edit) == expected, "case \(number)")
        }
    }

    @Test func orders() throws {
        #expect(try ids(BeadOrder(by: .id, reversed: true)) { _ in } == "gca")
        #expect(try ids(BeadOrder(by: .title)) { _ in } == "acg")
        #expect(try ids(BeadOrder(by: .created)) { _ in } == "gca")
        #expect(try ids(BeadOrder(reversed: true)) { _ in } == "gac")
    }

    @Test func readsTheSameForShortAndLongLists() throws {
        var filter = BeadFilter()
        filter.states = .all
        var short: [ListedBead] = []
        var long: [ListedBead] = []
        try store.ledger.read.list(filter, limit: 100, at: store.effects.now()) { short.append($0) }
        try store.ledger.read.list(filter, at: store.effects.now()) { long.append($0) }
        #expect(short == long)
        #expect(short.first { $0.bead.id.description == "gt-c" }?.parent?.description == "gt-a")
    }

    @Test func counts() throws {
        var filter = BeadFilter()
        filter.states = .all
        let now = store.effects.now()
        func groups(_ column: Reader.CountColumn) throws -> String {
            try store.ledger.read.counts(filter, by: column, at: now).map { "\($0.0) \($0.1)" }.joined(separator: ", ")
        }
        #expect(try store.ledger.read.count(filter, at: now) == 5)
        #expect(try groups(.status) == "closed 1, open 3, pinned 1")
        #expect(try groups(.label) == "(no labels) 3, x 1, y 2")
        #expect(try groups(.assignee) == "(unassigned) 4, ana 1")
        #expect(try groups(.priority) == "P0 1, P1 1, P2 3")
        let numbers = try store.ledger.read.statistics(at: now)
        #expect(numbers.total == 5 && numbers.open == 3 && numbers.closed == 1 && numbers.ready == 3)
    }

    @Test func countsWhatIsBlockedOutsideHistoryToo() throws {
        let now = store.effects.now()
        let before = try store.ledger.read.statistics(at: now)
        try store.change { for id in ["gt-g", "gt-d"] { try $0.add(edge(id, to: "gt-a", $0)) } }
        let after = try store.ledger.read.statistics(at: now)
        #expect(after.blocked == before.blocked + 1 && after.total == before.total)
    }

    private func edge(_ source: String, to target: String, _ transaction: Transaction) -> Edge {
        Edge(BeadID(trusted: source), .blocks, BeadID(trusted: target), at: transaction.time)
    }
}
