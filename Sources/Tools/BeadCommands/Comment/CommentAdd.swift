import Arguments
import CommandKit
import Console
import JSON
import Ledger
import Stores
import Views
import Vocabulary

/// `bd comment`: writes something about a bead.
struct CommentAdd: RunnableCommand {
    static let name = "comment"
    static let summary = "Comment on an issue"
    static let section = Section.ties

    @Argument("id", help: "Identifier") var id: String
    @Argument("text", help: "The comment") var words: [String]
    @Option("file", "f", help: "File with the comment; - for standard input") var file: String?
    @Flag("stdin", help: "Read the comment from standard input") var fromInput

    func run(in context: CommandContext) throws {
        try CommentWriting(id: id, words: words, file: fromInput ? "-" : file, author: nil).run(in: context)
    }
}

/// Writing a comment, however it is asked for.
struct CommentWriting {
    let id: String
    let words: [String]
    let file: String?
    let author: String?

    func run(in context: CommandContext) throws {
        guard file == nil || words.isEmpty else { throw Misuse("the comment is given twice") }
        let text = try file.map { try TextSource.read($0, in: context) } ?? words.joined(separator: " ")
        guard !text.isEmpty else { throw Misuse("comment text cannot be empty") }
        let bead = try context.bead(id, .writing)
        _ = try context.write(to: bead.ledger, "bd: comment \(bead.id)") { transaction in
            try transaction.comment(on: bead.id, text, by: author)
            return true
        }
        let written = try bead.ledger.read.comments(on: bead.id).last { $0.text == text }
        let title = try bead.ledger.read.bead(bead.id)?.title ?? ""
        context.showDone(json: BeadObject.alone(written?.json(.full).members ?? [])) {
            ["✓ Comment added to \(bead.id) — \(title)"]
        }
    }
}
