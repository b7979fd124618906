import SQL
import Vocabulary

/// What stands around the beads of a list: read bead by bead for a short list, table by table for a
/// long one.
struct Relations {
    private struct Tables {
        var labels: [String: [String]] = [:]
        var edges: [String: [Edge]] = [:]
        var dependents: [String: Int] = [:]
        var comments: [String: Int] = [:]
    }

    private let read: Reader
    private let detail: ListDetail
    private let tables: Tables?

    init(read: Reader, detail: ListDetail, isWhole: Bool) throws {
        self.read = read
        self.detail = detail
        tables = isWhole && detail != .row ? try Relations.load(read, detail) : nil
    }

    func listed(_ bead: Bead) throws -> ListedBead {
        var listed = ListedBead(bead)
        guard detail != .row else { return listed }
        let id = bead.id.description
        if let tables {
            listed.edges = tables.edges[id] ?? []
            listed.labels = tables.labels[id] ?? []
            listed.dependents = tables.dependents[id] ?? 0
            listed.comments = tables.comments[id] ?? 0
            return listed
        }
        listed.edges = Relations.inOrder(try read.edges(from: bead.id))
        guard detail == .all else { return listed }
        let shelf: Shelf = bead.isWisp ? .ignored : .versioned
        let labels = "SELECT label FROM \(shelf.labels) WHERE issue_id = ?1 ORDER BY label"
        listed.labels = try read.database.rows(labels, [.text(id)]) { $0.text(0) ?? "" }
        listed.dependents = try number(Relations.dependentsOfOne, id)
        listed.comments = try number("SELECT count(*) FROM \(shelf.comments) WHERE issue_id = ?1", id)
        return listed
    }

    private func number(_ sql: String, _ id: String) throws -> Int {
        try read.database.first(sql, [.text(id)]) { $0.integer(0) } ?? 0
    }

    private static let blocking = "type IN ('blocks', 'conditional-blocks')"

    private static let dependentsOfOne =
        "SELECT "
        + Shelf.allCases.map { "(SELECT count(*) FROM \($0.edges) WHERE target = ?1 AND \(blocking))" }
        .joined(separator: " + ")

    private static func load(_ read: Reader, _ detail: ListDetail) throws -> Tables {
        var tables = Tables()
        let database = read.database
        for shelf in Shelf.allCases {
            try database.statement("SELECT \(Edge.columns) FROM \(shelf.edges)").each([]) { row in
                let edge = Edge(row: row)
                tables.edges[edge.source.description, default: []].append(edge)
                if edge.type.isBlocking { tables.dependents[edge.target.description, default: 0] += 1 }
            }
            guard detail == .all else { continue }
            try database.statement("SELECT issue_id, label FROM \(shelf.labels) ORDER BY issue_id, label").each([]) {
                tables.labels[$0.text(0) ?? "", default: []].append($0.text(1) ?? "")
            }
            try database.statement("SELECT issue_id, count(*) FROM \(shelf.comments) GROUP BY issue_id").each([]) {
                tables.comments[$0.text(0) ?? ""] = $0.integer(1)
            }
        }
        tables.edges = tables.edges.mapValues { $0.count > 1 ? inOrder($0) : $0 }
        return tables
    }

    private static func inOrder(_ edges: [Edge]) -> [Edge] {
        guard edges.count > 1 else { return edges }
        return edges.sorted {
            ($0.createdAt, $0.target.description, $0.type.rawValue)
                < ($1.createdAt, $1.target.description, $1.type.rawValue)
        }
    }
}
