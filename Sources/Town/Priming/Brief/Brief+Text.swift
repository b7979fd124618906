import Basics
import Layout
import Ledger
import Vocabulary

extension Brief {
    /// The longest brief in bytes: an agent pays for each of them at each start.
    package static let longest = 4096

    /// The brief as an agent reads it, at most ``longest`` bytes.
    ///
    /// What others wrote is cut where it is too long, at the border of a character, with the command
    /// that shows the rest.
    package var text: String {
        let head = ["# Gas Town: \(address)", "", address.role.lines(of: self).joined(separator: "\n"), ""]
        let tail = ending
        var parts = [head.joined(separator: "\n")]
        let fixed = parts[0].utf8.count + tail.utf8.count
        if let work { parts.append("\n" + work.text(limit: Brief.longest - fixed - 1)) }
        return (parts.joined() + tail).cut(toBytes: Brief.longest)
    }

    private var ending: String {
        var lines: [String] = []
        if isContinuation { lines.append("You have read this before: go on where you were, do not start over.") }
        lines.append(
            unreadMail == 0
                ? "Mail: none unread." : "Mail: \(unreadMail) unread; `gt mail inbox` lists, `gt mail read <id>` reads."
        )
        return "\n" + lines.joined(separator: "\n") + "\n"
    }
}

extension Brief.Work {
    /// Title, description and comments in at most `limit` bytes.
    fileprivate func text(limit: Int) -> String {
        let note = "[cut; `bd show \(bead.id)` shows all]"
        let title = "## On your hook: \(bead.id) — \(bead.title.cut(toBytes: 300))"
        let facts =
            ["P\(bead.priority)", bead.type.rawValue] + (bead.attempt > 0 ? ["attempt \(bead.attempt + 1)"] : [])
        let labelText = labels.isEmpty ? "" : " · labels: \(labels.joined(separator: ", ").cut(toBytes: 200))"
        let head = "\(title)\n\(facts.joined(separator: " · "))\(labelText)\n\n"
        var room = limit - head.utf8.count
        // Comments say what went wrong last time: they get up to half, what they leave is the description's.
        let remarks = remarkText(limit: max(0, room / 2), note: note)
        room -= remarks.utf8.count
        let body = Self.fitted(bodyText, limit: room, note: note)
        return head + body + remarks
    }

    private var bodyText: String {
        var parts = [bead.description.isEmpty ? "(no description)" : bead.description]
        for (name, text) in [
            ("Acceptance criteria", bead.acceptanceCriteria), ("Design", bead.design), ("Notes", bead.notes),
        ] where !text.isEmpty { parts.append("\(name):\n\(text)") }
        return parts.joined(separator: "\n\n") + "\n"
    }

    /// The newest comments that fit, in the order in which they were written.
    private func remarkText(limit: Int, note: String) -> String {
        guard !comments.isEmpty else { return "" }
        let title = "\n## Comments\n"
        var kept: [String] = []
        var room = limit - title.utf8.count - note.utf8.count - 2
        for comment in comments.reversed() {
            let whole = "- \(comment.createdAt.inSeconds) \(comment.author): \(comment.text)\n"
            let line = kept.isEmpty ? Self.fitted(whole, limit: room, note: note) : whole
            guard line.utf8.count <= room else { break }
            kept.insert(line, at: 0)
            room -= line.utf8.count
        }
        let isCut = kept.count < comments.count
        return title + (isCut ? "\(note)\n" : "") + kept.joined()
    }

    private static func fitted(_ text: String, limit: Int, note: String) -> String {
        guard text.utf8.count > limit else { return text }
        return text.cut(toBytes: max(0, limit - note.utf8.count - 2)) + "\n" + note + "\n"
    }
}
