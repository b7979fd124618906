import SQL
import Vocabulary

/// What stands around the beads of a list, read with one query a table: for the beads of a page, or whole.
struct Relations {
    private var labels: [String: [String]] = [:]
    private var edges: [String: [Edge]] = [:]
    private var dependents: [String: Int] = [:]
    private var comments: [String: Int] = [:]

    /// From this many beads on, reading whole tables takes less time than looking for each bead.
    static let longestPage = 200

    /// Reads what belongs to `page`, or all there is where that is `nil`.
    init(of page: [Bead]?, _ detail: ListDetail, from database: Database) throws {
        guard detail != .row else { return }
        let values = page.map { [Value.ids($0.map(\.id))] } ?? []
        /// The rows of a table that belong to the page by `column`.
        func rows(_ table: String, by column: String) -> String {
            // Crossed, so that the engine looks for each bead of the page and does not walk the table.
            page == nil ? table : "\(Value.ids) CROSS JOIN \(table) ON \(table).\(column) = wanted"
        }
        for shelf in try Shelf.inUse(database) {
            try readEdges(database.statement("SELECT \(Edge.columns) FROM \(rows(shelf.edges, by: "source"))"), values)
            guard detail == .all else { continue }
            let labelled = "SELECT issue_id, label FROM \(rows(shelf.labels, by: "issue_id")) ORDER BY 1, 2"
            try database.statement(labelled).each(values) {
                labels[$0.text(0) ?? "", default: []].append($0.text(1) ?? "")
            }
            let told = "SELECT issue_id, count(*) FROM \(rows(shelf.comments, by: "issue_id")) GROUP BY issue_id"
            try database.statement(told).each(values) { comments[$0.text(0) ?? ""] = $0.integer(1) }
            // Of all edges nothing more is to be read: each that blocks is one that waits for its target.
            guard page != nil else { continue }
            let waiting = "SELECT target, count(*) FROM \(rows(shelf.edges, by: "target")) WHERE \(Relations.blocking)"
            try database.statement(waiting + " GROUP BY target").each(values) {
                dependents[$0.text(0) ?? "", default: 0] += $0.integer(1)
            }
        }
        guard page == nil, detail == .all else { return }
        for edge in edges.values.joined() where edge.type.isBlocking {
            dependents[edge.target.description, default: 0] += 1
        }
    }

    /// Reads edges, oldest first for each bead; those of a bead come together where the table is walked.
    private mutating func readEdges(_ statement: Statement, _ values: [Value]) throws {
        var run: [Edge] = []
        func keep() {
            guard let source = run.first?.source.description else { return }
            if let others = edges.updateValue(Relations.inOrder(run), forKey: source) {
                edges[source] = Relations.inOrder(others + run)
            }
            run.removeAll(keepingCapacity: true)
        }
        try statement.each(values) {
            let edge = Edge(row: $0)
            if let last = run.last, last.source != edge.source { keep() }
            run.append(edge)
        }
        keep()
    }

    /// Reads what belongs to `beads`, in the way that takes less time for so many.
    init(around beads: [Bead], _ detail: ListDetail, from database: Database) throws {
        try self.init(of: beads.count <= Relations.longestPage ? beads : nil, detail, from: database)
    }

    /// The edges that go out from a bead, oldest first.
    func edges(of id: BeadID) -> [Edge] { edges[id.description] ?? [] }

    /// Adds what was read for a bead.
    func complete(_ listed: inout ListedBead) {
        let id = listed.bead.id.description
        listed.edges = edges[id] ?? []
        listed.labels = labels[id] ?? []
        listed.dependents = dependents[id] ?? 0
        listed.comments = comments[id] ?? 0
    }

    private static let blocking = "type IN ('blocks', 'conditional-blocks')"

    private static func inOrder(_ edges: [Edge]) -> [Edge] {
        guard edges.count > 1 else { return edges }
        return edges.sorted { a, b in
            if a.createdAt != b.createdAt { return a.createdAt < b.createdAt }
            return (a.target.description, a.type.rawValue) < (b.target.description, b.type.rawValue)
        }
    }
}
