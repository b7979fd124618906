import Arguments
import Ledger

/// In which order a list stands.
struct OrderFlags {
    enum Key: String, CaseIterable, ArgumentValue {
        case priority, created, updated, closed, status, id, title, type, assignee
    }

    @Option("sort", help: "Order") var key: Key?
    @Flag("reverse", "r", help: "The other way round") var isReversed

    var isGiven: Bool { key != nil || isReversed }
    var order: BeadOrder {
        BeadOrder(by: BeadOrder.Key(rawValue: key?.rawValue ?? "") ?? .priority, reversed: isReversed)
    }
}
