import Arguments
import Basics
import Ledger
import Vocabulary

/// A line with fields of a bead in it, written `{{.ID}}` as in Go's templates.
struct LinePattern {
    private enum Piece {
        case text(String)
        case field((ListedBead) -> String)
    }

    private let pieces: [Piece]

    init(_ pattern: String) throws(Misuse) {
        var pieces: [Piece] = []
        var rest = pattern[...]
        while let start = Self.place(of: "{{", in: rest) {
            pieces.append(.text(Self.unescaped(rest[..<start])))
            rest = rest[start...].dropFirst(2)
            guard let end = Self.place(of: "}}", in: rest) else { throw Misuse("--format: {{ without }}") }
            let name = rest[..<end].filter { $0 != " " && $0 != "." }
            guard let field = Self.fields[name.lowercased()] else {
                let names = ["ID", "Title", "Status", "Priority", "IssueType", "Assignee", "Labels", "Parent"]
                throw Misuse(
                    "--format knows no field \"\(name)\"",
                    hints: ["Fields: \(names.joined(separator: ", ")), Description, CreatedAt, UpdatedAt."]
                )
            }
            pieces.append(.field(field))
            rest = rest[end...].dropFirst(2)
        }
        guard !pieces.isEmpty else {
            throw Misuse(
                "invalid --format \"\(pattern)\" (expected json, digraph, dot, or a text with {{.ID}} {{.Title}} ...)"
            )
        }
        self.pieces = pieces + [.text(Self.unescaped(rest))]
    }

    func line(_ listed: ListedBead) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .field(let field): field(listed)
            }
        }.joined()
    }

    private static let fields: [String: @Sendable (ListedBead) -> String] = [
        "id": { $0.bead.id.description },
        "title": { $0.bead.title },
        "status": { $0.bead.status.rawValue },
        "priority": { "\($0.bead.priority)" },
        "issuetype": { $0.bead.type.rawValue },
        "type": { $0.bead.type.rawValue },
        "assignee": { $0.bead.assignee ?? "" },
        "owner": { $0.bead.owner ?? "" },
        "description": { $0.bead.description },
        "createdat": { $0.bead.createdAt.inSeconds },
        "updatedat": { $0.bead.updatedAt.inSeconds },
        "labels": { $0.labels.joined(separator: ",") },
        "parent": { $0.parent?.description ?? "" },
    ]

    private static func place(of pair: String, in text: Substring) -> Substring.Index? {
        text.indices.first { text[$0...].hasPrefix(pair) }
    }

    /// `\t` and `\n` stand for a tab and a line break.
    private static func unescaped(_ text: Substring) -> String {
        var result = ""
        var isEscaped = false
        for character in text {
            if isEscaped {
                result += character == "t" ? "\t" : character == "n" ? "\n" : "\\\(character)"
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                result.append(character)
            }
        }
        return isEscaped ? result + "\\" : result
    }
}
