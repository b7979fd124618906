import Ledger

extension Arrivals {
    /// What an agent's hook prints, empty where there is nothing to tell.
    ///
    /// Subjects and nudges come from others: they stay on one line or are indented, and cannot end
    /// the block they stand in.
    package var reminder: String {
        guard isWorthTelling else { return "" }
        return [mailBlock, nudgeBlock].compactMap { $0 }.map(Arrivals.block).joined(separator: "\n")
    }

    private static func block(_ lines: [String]) -> String {
        "<system-reminder>\n" + lines.joined(separator: "\n") + "\n</system-reminder>\n"
    }

    private var mailBlock: [String]? {
        let new = unread.filter { $0.deliveredAt == nil || $0.priority == 0 }
        guard !new.isEmpty else { return nil }
        let urgent = new.filter { $0.priority == 0 }
        let high = new.filter { $0.priority == 1 }
        let rest = unread.count - urgent.count - high.count
        var lines: [String] = []
        if !urgent.isEmpty {
            lines += ["URGENT: \(urgent.count) urgent message(s) require immediate attention.", ""]
            lines += urgent.prefix(Arrivals.mostLines).map(Arrivals.line)
        }
        if !high.isEmpty {
            if !lines.isEmpty { lines.append("") }
            lines += ["\(high.count) high-priority message(s): handle them before going idle.", ""]
            lines += high.prefix(Arrivals.mostLines).map(Arrivals.line)
        }
        if lines.isEmpty {
            lines += ["You have \(unread.count) unread message(s). Check them before going idle.", ""]
            lines += new.prefix(Arrivals.mostLines).map(Arrivals.line)
        } else if rest > 0 {
            lines += ["", "(Plus \(rest) additional message(s) — check after current task.)"]
        }
        return lines + ["", "Run 'gt mail read <id>' to read one, 'gt mail inbox' to see all."]
    }

    private var nudgeBlock: [String]? {
        guard !nudges.isEmpty else { return nil }
        let isUrgent = nudges.contains(where: \.isUrgent)
        var lines = ["QUEUED NUDGE (\(nudges.count) message(s)):", ""]
        for nudge in nudges {
            let text = Arrivals.harmless(nudge.text).split(separator: "\n", omittingEmptySubsequences: false)
            let sender = (nudge.isUrgent ? "urgent, " : "") + "from \(Arrivals.oneLine(nudge.sender))"
            lines.append("[\(sender)] \(text.first ?? "")")
            lines += text.dropFirst().map { "  \($0)" }
        }
        let advice =
            isUrgent
            ? "Act on the urgent ones now, then go on with your work."
            : "Go on with your current work unless a nudge says otherwise."
        return lines + ["", advice]
    }

    /// Longer lists are cut; the counts above them are whole.
    private static let mostLines = 20

    private static func line(_ message: Message) -> String {
        "- \(message.id) from \(oneLine(message.sender)): \(oneLine(message.subject))"
    }

    private static func oneLine(_ text: String) -> String {
        let line = harmless(text).split(separator: "\n").joined(separator: " ")
        return line.count > 200 ? line.prefix(199) + "…" : line
    }

    /// Without control characters, and without anything that reads like the end of a reminder.
    private static func harmless(_ text: String) -> String {
        var clean = ""
        for character in text {
            if character.isNewline {
                clean += "\n"
            } else if character == "\t" {
                clean += " "
            } else if character.unicodeScalars.allSatisfy({ $0.value >= 32 && !(127..<160).contains($0.value) }) {
                clean.append(character)
            }
        }
        guard clean.lowercased().contains("system-reminder") else { return clean }
        return String(clean.map { $0 == "<" ? "‹" : $0 == ">" ? "›" : $0 })
    }
}
