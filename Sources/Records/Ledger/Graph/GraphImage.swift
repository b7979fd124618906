import SQL
import Vocabulary

/// The whole graph in memory, for a write that changes so much of it that asking bead by bead would
/// cost more than reading everything once.
struct GraphImage {
    private let rules: StatusRules
    private var statuses: [BeadID: BeadStatus] = [:]
    private var waits: [Edge] = []
    private var parents: [BeadID: [BeadID]] = [:]
    private var children: [BeadID: [BeadID]] = [:]

    init(read: Reader) throws {
        rules = try read.statuses()
        for shelf in Shelf.allCases {
            try read.database.statement("SELECT id, status FROM \(shelf.beads)").each([]) {
                put(BeadID(trusted: $0.text(0) ?? ""), BeadStatus(rawValue: $0.text(1) ?? ""))
            }
            try read.database.statement("SELECT \(Edge.columns) FROM \(shelf.edges)").each([]) {
                put(Edge(row: $0))
            }
        }
    }

    /// Adds a bead, or gives one another state.
    mutating func put(_ id: BeadID, _ status: BeadStatus) { statuses[id] = status }

    /// Adds an edge; one that does not matter for readiness is not kept.
    mutating func put(_ edge: Edge) {
        if edge.type == .parentChild {
            parents[edge.source, default: []].append(edge.target)
            children[edge.target, default: []].append(edge.source)
        } else if edge.type.affectsReadiness {
            waits.append(edge)
        }
    }

    /// Takes an edge away.
    mutating func remove(_ edge: Edge) {
        if edge.type == .parentChild {
            parents[edge.source]?.removeAll { $0 == edge.target }
            children[edge.target]?.removeAll { $0 == edge.source }
        } else if edge.type.affectsReadiness {
            waits.removeAll { $0.source == edge.source && $0.target == edge.target && $0.type == edge.type }
        }
    }

    /// Whether `ancestor` is `id` itself or above it.
    func isAncestor(_ ancestor: BeadID, of id: BeadID) -> Bool {
        var seen: Set<BeadID> = [id]
        var open = [id]
        while let next = open.popLast() {
            if next == ancestor { return true }
            for parent in parents[next] ?? [] where seen.insert(parent).inserted { open.append(parent) }
        }
        return false
    }

    /// The beads that are blocked, by the definition that ``Blocking`` applies to a single one.
    func blocked() -> Set<BeadID> {
        var blocked = Set(waits.filter { isOpen($0.source) && holds($0) }.map(\.source))
        var open = Array(blocked)
        while let id = open.popLast() {
            for child in children[id] ?? [] where isOpen(child) && blocked.insert(child).inserted {
                open.append(child)
            }
        }
        return blocked
    }

    private func isOpen(_ id: BeadID) -> Bool { statuses[id].map { !rules.releases($0) } ?? false }

    private func holds(_ edge: Edge) -> Bool {
        guard statuses[edge.target] != nil else { return false }
        guard edge.type == .waitsFor else { return isOpen(edge.target) }
        let spawned = (children[edge.target] ?? []).filter { statuses[$0] != nil }
        let open = spawned.count { isOpen($0) }
        if edge.isContentWithAnyChild, open < spawned.count { return false }
        return isOpen(edge.target) || open > 0
    }
}
