import Arguments
import CommandKit
import JSON
import Ledger
import Stores
import Views
import Vocabulary

/// An edge as it is given on the command line.
struct Tie {
    /// An end: a bead of the source's ledger, or something outside it.
    struct End {
        let id: BeadID
        let title: String?
        /// The other ledger that has it.
        var database: String?
        /// Whether it is something else than a bead of the source's ledger.
        var isOutside = false

        var name: String { title.map { "\(id) (\($0))" } ?? id.description }
    }

    let source: String
    let target: String
    var type: EdgeType
    var checksCycles = true

    /// Adds the edge in one write, unless it is there; a target in another ledger is kept as its name, and the caller
    /// is told what that means.
    func add(in context: CommandContext) throws -> (source: End, target: End, isNew: Bool) {
        let named = try context.bead(source, .writing)
        let target = try end(target, named, in: context)
        try context.refuseOther(
            target.id,
            in: target.database,
            as: type,
            rest: "nothing was changed",
            hint: "`bd dep add \(named.id) \(target.id) -t related`"
        )
        let isNew = try context.write(to: named.ledger, "bd: dep add \(named.id) \(target.id)") { transaction in
            let present = try transaction.read.edges(from: named.id)
            guard !present.contains(where: { $0.target == target.id && $0.type == type }) else { return false }
            let edge = Edge(
                named.id,
                type,
                target.id,
                at: transaction.time,
                by: transaction.actor.description
            )
            try transaction.add(edge, checksCycles: checksCycles)
            return true
        }
        if target.isOutside { context.noteTie(from: named.id, to: target.id, in: target.database, type) }
        return (End(id: named.id, title: try named.ledger.read.bead(named.id)?.title), target, isNew)
    }

    /// What removing came to.
    struct Removal {
        let source: End
        let target: End
        let count: Int
        /// The kinds of the edges that still lead from the source to the target.
        let left: [EdgeType]
    }

    /// Removes every edge, or those of one kind.
    func remove(ofType type: EdgeType? = nil, in context: CommandContext) throws -> Removal {
        let named = try context.bead(source, .writing)
        let target = try end(target, named, in: context)
        let count = try context.write(to: named.ledger, "bd: dep remove \(named.id) \(target.id)") {
            try $0.removeEdges(from: named.id, to: target.id, type: type)
        }
        let title = try named.ledger.read.bead(named.id)?.title
        let left = try named.ledger.read.edges(from: named.id).filter { $0.target == target.id }.map(\.type)
        return Removal(source: End(id: named.id, title: title), target: target, count: count, left: left)
    }

    private func end(_ text: String, _ source: NamedBead, in context: CommandContext) throws -> End {
        if text.hasPrefix("external:") { return End(id: BeadID(trusted: text), title: nil, isOutside: true) }
        if let known = try? source.ledger.read.resolveExactly(text) {
            return End(id: known, title: try source.ledger.read.bead(known)?.title)
        }
        // Not here: it must at least be somewhere.
        let other = try context.bead(text, .reading)
        return End(
            id: other.id,
            title: try other.ledger.read.bead(other.id)?.title,
            database: try context.database(of: other.id, otherThan: source.ledger),
            isOutside: try source.ledger.read.bead(other.id) == nil
        )
    }

    /// The result as one object.
    func json(_ status: String, _ source: End, _ target: End, withType: Bool = true) -> JSON {
        var members = [
            JSON.Member("depends_on_id", .string(target.id.description)),
            JSON.Member("issue_id", .string(source.id.description)),
            JSON.Member("status", .string(status)),
        ]
        if withType { members.append(JSON.Member("type", .string(type.rawValue))) }
        return BeadObject.alone(members)
    }
}
