import SQL
import Vocabulary

/// What has to happen before a bead can be started or done, over any number of steps: the ground on
/// which edges are refused that would let beads wait for each other.
struct Needs {
    /// A bead that must be free to be started, or, where `isEnd`, done.
    struct Need: Hashable {
        var id: BeadID
        var isEnd: Bool
    }

    let read: Reader

    /// Whether an edge that is not there yet would close a circle.
    func closesCircle(_ edge: Edge) throws -> Bool {
        let source = edge.source
        guard edge.type == .parentChild else {
            return try all(behind: ends(of: edge)).contains { $0.id == source }
        }
        // The child inherits what its parent waits for.
        let parent = edge.target
        if try all(behind: [Need(id: parent, isEnd: false)]).contains(where: { $0.id == source }) { return true }
        // An epic ends after its children, and so do those who wait for all that it spawns.
        var after = Set(try read.edges(into: parent).filter { $0.type == .waitsFor }.map(\.source))
        let behind = try all(behind: [Need(id: source, isEnd: true)])
        if try isEpic(parent), behind.contains(Need(id: parent, isEnd: true)) { return true }
        after.formIntersection(behind.map(\.id))
        return !after.isEmpty
    }

    /// `first` and everything that must happen before it.
    private func all(behind first: [Need]) throws -> Set<Need> {
        var seen = Set(first)
        var open = first
        while let need = open.popLast() {
            for other in try next(need) where seen.insert(other).inserted { open.append(other) }
        }
        return seen
    }

    private func next(_ need: Need) throws -> [Need] {
        var all: [Need] = []
        for edge in try read.edges(from: need.id) where edge.type.affectsReadiness {
            all += edge.type == .parentChild ? [Need(id: edge.target, isEnd: false)] : try ends(of: edge)
        }
        if need.isEnd, try isEpic(need.id) { all += try children(of: need.id) }
        return all
    }

    /// What the source of a blocking edge, or of one to a spawner, needs the end of.
    private func ends(of edge: Edge) throws -> [Need] {
        let target = Need(id: edge.target, isEnd: true)
        return edge.type == .waitsFor ? [target] + (try children(of: edge.target)) : [target]
    }

    private func children(of id: BeadID) throws -> [Need] {
        try read.children(of: id).map { Need(id: $0, isEnd: true) }
    }

    private func isEpic(_ id: BeadID) throws -> Bool {
        let sql = Shelf.allCases.map { "SELECT 1 FROM \($0.beads) WHERE id = ?1 AND issue_type = 'epic'" }
        return try read.database.value(sql.joined(separator: " UNION ALL "), [.text(id.description)]) == .integer(1)
    }
}
