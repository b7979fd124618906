import Arguments
import Basics
import CommandKit
import Console
import Effects
import JSON
import Ledger
import Views
import Vocabulary

/// `bd comments`: what was written about a bead.
struct Comments: RunnableCommand {
    static let name = "comments"
    static let summary = "Show the comments on an issue"
    static let section = Section.ties
    static var subcommands: [any Command.Type] { [CommentsAdd.self, CommentsList.self] }

    @Argument("id", help: "Identifier") var id: String

    func run(in context: CommandContext) throws { try Self.show(id, in: context) }

    static func show(_ id: String, in context: CommandContext) throws {
        let bead = try context.bead(id)
        let comments = try bead.ledger.read.comments(on: bead.id)
        context.show(json: .array(comments.map { $0.json() })) {
            if comments.isEmpty { return ["No comments on \(bead.id)"] }
            return ["", "Comments on \(bead.id):", ""]
                + comments.flatMap { comment in
                    ["[\(comment.author)] at \(comment.createdAt.minute(in: context.effects.zone))"]
                        + comment.text.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" } + [""]
                }
        }
    }
}

/// `bd comments list`: the same.
struct CommentsList: RunnableCommand {
    static let name = "list"
    static let summary = "Show the comments on an issue"

    @Argument("id", help: "Identifier") var id: String

    func run(in context: CommandContext) throws { try Comments.show(id, in: context) }
}

/// `bd comments add`: writes one.
struct CommentsAdd: RunnableCommand {
    static let name = "add"
    static let summary = "Comment on an issue"

    @Argument("id", help: "Identifier") var id: String
    @Argument("text", help: "The comment") var words: [String]
    @Option("author", "a", help: "Who says it, instead of the caller") var author: String?
    @Option("file", "f", help: "File with the comment; - for standard input") var file: String?

    func run(in context: CommandContext) throws {
        try CommentWriting(id: id, words: words, file: file, author: author).run(in: context)
    }
}
