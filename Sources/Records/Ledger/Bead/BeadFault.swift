import Basics
import JSON
import SQL
package import Vocabulary

/// Why a bead cannot be what was asked (bd.md 1.5).
package enum BeadFault: Hashable, ProblemConvertible {
    case missing(BeadID)
    case title(String)
    case priority(Int)
    case estimate
    case status(BeadStatus, StatusRules)
    case type(String, custom: [BeadType])
    case metadata(String)
    case twoLives
    /// What kind of credential a text holds.
    case credential(String)
    case endWithoutClosing(BeadStatus)

    package var problem: Problem {
        switch self {
        case .missing(let id):
            Problem(.notFound, "no issue found matching \"\(id)\"", hints: ["`bd list --all` shows every issue."])
        case .title(let reason): Problem(.usage, reason)
        case .priority(let number):
            Problem(
                .usage,
                "invalid priority \"\(number)\" (expected 0-4 or P0-P4, not words like high/medium/low)"
            )
        case .estimate: Problem(.usage, "estimate must be a non-negative number of minutes")
        case .status(let status, let rules):
            Problem(
                .usage,
                "invalid status \"\(status)\" (valid: \(rules.known.joined(separator: ", ")))",
                hints: Self.near(status.rawValue, rules.known) + [
                    "`bd config set status.custom \(rules.setting(with: status))` adds it."
                ]
            )
        case .type(let type, let custom):
            Problem(
                .usage,
                "invalid issue type \"\(type)\"",
                hints: Self.near(type, (BeadType.work + custom).map(\.rawValue)) + [
                    "`bd config set types.custom \(ProjectSetting.types(custom, with: type))` adds it."
                ]
            )
        case .metadata(let reason): Problem(.usage, "invalid JSON in metadata: \(reason)")
        case .endWithoutClosing(let status): Problem(.usage, "closed_at is set, but the status is \(status)")
        case .credential(let kind):
            Problem(
                .refused,
                "the text holds what looks like a \(kind); nothing was written, because a ledger keeps its history",
                hints: ["Say where the secret is kept instead, and take it back where it was issued."]
            )
        case .twoLives: Problem(.usage, "a bead is either ephemeral or without history, not both")
        }
    }

    private static func near(_ word: String, _ known: [String]) -> [String] {
        nearMatches(word, among: known).map { "Did you mean `\($0)`?" }
    }

    /// Checks everything a bead's own values can be wrong in; its type is checked where it is
    /// typed, because imports trust unknown ones.
    static func check(_ bead: Bead, _ statuses: StatusRules) throws(BeadFault) {
        guard !bead.title.isEmpty else { throw .title("title is required") }
        guard bead.title.count <= 500 else {
            throw .title("title must be 500 characters or less (it has \(bead.title.count))")
        }
        guard (0...4).contains(bead.priority) else { throw .priority(bead.priority) }
        guard bead.estimatedMinutes ?? 0 >= 0 else { throw .estimate }
        guard statuses.knows(bead.status) else {
            throw .status(bead.status, statuses)
        }
        guard !(bead.isEphemeral && bead.hasNoHistory) else { throw .twoLives }
        guard bead.closedAt == nil || bead.status == .closed else { throw .endWithoutClosing(bead.status) }
        guard let metadata = bead.metadata else { return }
        guard let value = try? JSON.parse(metadata) else { throw .metadata("it does not parse") }
        guard case .object = value else { throw .metadata("it is no object") }
    }

    /// Refuses a title that a person would not find in a list; imports trust theirs.
    static func checkTitle(_ title: String) throws(BeadFault) {
        guard title.contains(where: { !$0.isWhitespace }) else { throw .title("title is required") }
        guard !title.contains(where: \.isNewline) else { throw .title("a title is one line") }
    }

    /// Refuses texts that look like a credential (law 10): what enters history stays there.
    static func checkSecrets(_ values: [Value]) throws(BeadFault) {
        for case .text(let text) in values {
            if let found = CredentialScan.first(in: text) { throw .credential(found.kind) }
        }
    }
}
