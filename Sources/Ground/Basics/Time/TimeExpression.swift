/// Points in time as people write them: `+6h`, `2026-12-01`, `next monday at 9am`.
package enum TimeExpression {
    /// Returns the moment that `text` names when read at `now`, or `nil` if it names none.
    ///
    /// A short form `+6h`, `-1d`, `2w`, `3m` (months) or `1y` counts from `now`. A date alone is its
    /// local midnight; a date and time without a zone is local; RFC 3339 carries its own zone. English
    /// words keep the time of day of `now` unless `at` names one. Where a month is too short for the
    /// day, its last day counts.
    ///
    /// - Parameters:
    ///   - text: What was written; case and outer spaces do not matter.
    ///   - now: When it was written.
    ///   - zone: Where it was written; asked for the moment that is meant, because of summer time.
    /// - Returns: The moment, in UTC.
    package static func parse(_ text: String, now: Timestamp, zone: @escaping LocalTime) -> Timestamp? {
        let words = text.lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
        guard let first = words.first else { return nil }
        let local = LocalMoment(now, zone: zone)
        if words.count == 1, let moment = short(first, from: local) { return moment.timestamp }
        let line = words.joined(separator: " ")
        if let moment = Timestamp(line) { return moment }
        if let moment = absolute(line, zone: zone) { return moment }
        var phrase = EnglishTime(words: words, now: local)
        return phrase.parse()?.timestamp
    }

    private static func short(_ word: String, from now: LocalMoment) -> LocalMoment? {
        var digits = Substring(word)
        guard let unit = digits.popLast() else { return nil }
        var sign = 1
        if let mark = digits.first, mark == "+" || mark == "-" {
            digits.removeFirst()
            if mark == "-" { sign = -1 }
        }
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }), let count = Int(digits) else {
            return nil
        }
        switch unit {
        case "h": return now.adding(sign * count, .hour)
        case "d": return now.adding(sign * count, .day)
        case "w": return now.adding(sign * count, .week)
        case "m": return now.adding(sign * count, .month)
        case "y": return now.adding(sign * count, .year)
        default: return nil
        }
    }

    private static func absolute(_ line: String, zone: @escaping LocalTime) -> Timestamp? {
        var scanner = TimeScanner(line)
        guard let date = scanner.date() else { return nil }
        if scanner.isAtEnd { return LocalMoment(date, zone: zone).timestamp }
        guard scanner.skip("t", or: " "), let clock = scanner.clock(), scanner.isAtEnd else { return nil }
        return LocalMoment(date, clock: clock, zone: zone).timestamp
    }
}
