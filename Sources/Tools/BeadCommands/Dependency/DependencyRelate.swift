import Arguments
import CommandKit
import Console
import JSON
import Ledger
import Views
import Vocabulary

/// `bd dep relate`: two beads that have to do with each other.
struct DependencyRelate: RunnableCommand {
    static let name = "relate"
    static let summary = "Link two issues without any order"

    @Argument("id", help: "Identifier") var first: String
    @Argument("other", help: "Identifier") var second: String

    func run(in context: CommandContext) throws {
        let (a, b) = try Tie(source: first, target: second, type: .relatesTo).add(in: context)
        _ = try Tie(source: second, target: first, type: .relatesTo).add(in: context)
        context.showDone(json: Relation.json("related", a, b)) { ["✓ Linked \(a.id) ↔ \(b.id)"] }
    }
}

/// `bd dep unrelate`: takes such a link away.
struct DependencyUnrelate: RunnableCommand {
    static let name = "unrelate"
    static let summary = "Take a link between two issues away"

    @Argument("id", help: "Identifier") var first: String
    @Argument("other", help: "Identifier") var second: String

    func run(in context: CommandContext) throws {
        let (a, b, _) = try Tie(source: first, target: second, type: .relatesTo)
            .remove(ofType: .relatesTo, in: context)
        _ = try Tie(source: second, target: first, type: .relatesTo).remove(ofType: .relatesTo, in: context)
        context.showDone(json: Relation.json("unrelated", a, b)) { ["✓ Unlinked \(a.id) ↔ \(b.id)"] }
    }
}

/// What both commands print.
private enum Relation {
    static func json(_ what: String, _ a: Tie.End, _ b: Tie.End) -> JSON {
        BeadObject.alone([
            JSON.Member("id1", .string(a.id.description)), JSON.Member("id2", .string(b.id.description)),
            JSON.Member(what, true),
        ])
    }
}
