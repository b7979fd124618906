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
            try database.statement("SELECT \(Edge.columns) FROM \(rows(shelf.edges, by: "source"))").each(values) {
                let edge = Edge(row: $0)
                edges[edge.source.description, default: []].append(edge)
            }
            guard detail == .all else { continue }
            let labelled = "SELECT issue_id, label FROM \(rows(shelf.labels, by: "issue_id")) ORDER BY 1, 2"
            try database.statement(labelled).each(values) {
                labels[$0.text(0) ?? "", default: []].append($0.text(1) ?? "")
            }
            let waiting = "SELECT target, count(*) FROM \(rows(shelf.edges, by: "target")) WHERE \(Relations.blocking)"
            try database.statement(waiting + " GROUP BY target").each(values) {
                dependents[$0.text(0) ?? "", default: 0] += $0.integer(1)
            }
            let told = "SELECT issue_id, count(*) FROM \(rows(shelf.comments, by: "issue_id")) GROUP BY issue_id"
            try database.statement(told).each(values) { comments[$0.text(0) ?? ""] = $0.integer(1) }
        }
        edges = edges.mapValues { $0.count > 1 ? Relations.inOrder($0) : $0 }
    }

    /// Reads what belongs to `beads`, in the way that takes less time for so many.
    init(around beads: [Bead], _ detail: ListDetail, from database: Database) throws {
        try self.init(of: beads.count <= Relations.longestPage ? beads : nil, detail, from: database)
    }

    /// The edges that go out from a bead, oldest first.
    func edges(of id: BeadID) -> [Edge] { edges[id.description] ?? [] }

    /// The bead with what was read for it.
    func listed(_ bead: consuming Bead) -> ListedBead {
        var listed = ListedBead(bead)
        let id = listed.bead.id.description
        listed.edges = edges[id] ?? []
        listed.labels = labels[id] ?? []
        listed.dependents = dependents[id] ?? 0
        listed.comments = comments[id] ?? 0
        return listed
    }

    private static let blocking = "type IN ('blocks', 'conditional-blocks')"

    private static func inOrder(_ edges: [Edge]) -> [Edge] {
        edges.sorted {
            ($0.createdAt, $0.target.description, $0.type.rawValue)
                < ($1.createdAt, $1.target.description, $1.type.rawValue)
        }
    }
}
