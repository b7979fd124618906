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
        let (a, b, isNew) = try Tie(source: first, target: second, type: .relatesTo).add(in: context)
        let isNewBack = try Tie(source: second, target: first, type: .relatesTo).add(in: context).isNew
        context.showDone(json: Relation.json("related", true, a, b)) {
            [isNew || isNewBack ? "✓ Linked \(a.id) ↔ \(b.id)" : "  \(a.id) ↔ \(b.id) are linked already"]
        }
    }
}

/// `bd dep unrelate`: takes such a link away.
struct DependencyUnrelate: RunnableCommand {
    static let name = "unrelate"
    static let summary = "Take a link between two issues away"

    @Argument("id", help: "Identifier") var first: String
    @Argument("other", help: "Identifier") var second: String

    func run(in context: CommandContext) throws {
        let removal = try Tie(source: first, target: second, type: .relatesTo)
            .remove(ofType: .relatesTo, in: context)
        let back = try Tie(source: second, target: first, type: .relatesTo).remove(ofType: .relatesTo, in: context)
        let (a, b, wasThere) = (removal.source, removal.target, removal.count + back.count > 0)
        context.showDone(json: Relation.json("unrelated", wasThere, a, b)) {
            [wasThere ? "✓ Unlinked \(a.id) ↔ \(b.id)" : "  \(a.id) and \(b.id) are not linked; nothing to remove"]
        }
    }
}

/// What both commands print.
private enum Relation {
    static func json(_ what: String, _ isSo: Bool, _ a: Tie.End, _ b: Tie.End) -> JSON {
        BeadObject.alone([
            JSON.Member("id1", .string(a.id.description)), JSON.Member("id2", .string(b.id.description)),
            JSON.Member(what, .bool(isSo)),
        ])
    }
}
