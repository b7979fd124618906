/// Reads `tomorrow`, `in 3 days`, `2 weeks ago`, `next monday at 9am`: a day and, behind it, a time of day.
struct EnglishTime {
    private let words: [String]
    private let now: LocalMoment
    private var place = 0

    /// Takes words in lower case, without spaces.
    init(words: [String], now: LocalMoment) {
        self.words = words
        self.now = now
    }

    mutating func parse() -> LocalMoment? {
        var moment = now
        let dayBegan = place
        if let day = day() { moment = day } else { place = dayBegan }
        guard place < words.count else { return place > 0 ? moment : nil }
        let isAnnounced = take("at")
        guard let clock = clock(isAnnounced: isAnnounced), place == words.count else { return nil }
        return moment.at(clock)
    }

    private mutating func day() -> LocalMoment? {
        switch next() {
        case "now": return words.count == 1 ? now : nil
        case "today": return now
        case "tonight": return now.at(20 * 3600)
        case "tomorrow": return now.adding(1, .day)
        case "yesterday": return now.adding(-1, .day)
        case "next": return neighbour(direction: 1)
        case "last": return neighbour(direction: -1)
        case "this": return next().flatMap(Self.weekday).flatMap { weekday($0, direction: 1) }
        case "in":
            guard let (count, unit) = amount() else { return nil }
            return now.adding(count, unit)
        case let word?:
            if let weekday = Self.weekday(word) { return self.weekday(weekday, direction: 1) }
            place -= 1
            guard let (count, unit) = amount(), take("ago") else { return nil }
            return now.adding(-count, unit)
        case nil: return nil
        }
    }

    /// What follows `next` or `last`: a unit or the name of a day.
    private mutating func neighbour(direction: Int) -> LocalMoment? {
        guard let word = next() else { return nil }
        if let weekday = Self.weekday(word) { return self.weekday(weekday, direction: direction) }
        return Self.unit(word).flatMap { now.adding(direction, $0) }
    }

    /// The nearest such day that is not today.
    private func weekday(_ weekday: Int, direction: Int) -> LocalMoment? {
        var distance = ((weekday - now.date.weekday) * direction) % 7
        if distance <= 0 { distance += 7 }
        return now.adding(distance * direction, .day)
    }

    private mutating func amount() -> (Int, LocalMoment.Unit)? {
        guard let word = next() else { return nil }
        let named = ["a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7]
        guard let count = named[word] ?? Int(word), count >= 0, let unit = next().flatMap(Self.unit) else { return nil }
        return (count, unit)
    }

    /// `9am`, `9:30 pm`, `14:30`, `noon`; a bare number only after `at`.
    private mutating func clock(isAnnounced: Bool) -> Int? {
        guard var word = next() else { return nil }
        if word == "noon" { return 12 * 3600 }
        if word == "midnight" { return 0 }
        var half: String?
        if word.hasSuffix("am") || word.hasSuffix("pm") {
            half = String(word.suffix(2))
            word.removeLast(2)
        } else if take("am") {
            half = "am"
        } else if take("pm") {
            half = "pm"
        }
        let parts = word.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...3).contains(parts.count), parts.count > 1 || half != nil || isAnnounced, var hour = parts[0],
            let minute = parts.count > 1 ? parts[1] : 0, let second = parts.count > 2 ? parts[2] : 0,
            (0..<60).contains(minute), (0..<60).contains(second)
        else { return nil }
        if let half {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (half == "pm" ? 12 : 0)
        }
        guard (0..<24).contains(hour) else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    private mutating func next() -> String? {
        guard place < words.count else { return nil }
        defer { place += 1 }
        return words[place]
    }

    private mutating func take(_ word: String) -> Bool {
        guard place < words.count, words[place] == word else { return false }
        place += 1
        return true
    }

    private static func weekday(_ word: String) -> Int? {
        let names = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]
        guard word.count >= 3 else { return nil }
        return names.firstIndex { $0 == word || $0.prefix(3) == word || (word.count == 4 && $0.hasPrefix(word)) }
    }

    private static func unit(_ word: String) -> LocalMoment.Unit? {
        switch word {
        case "minute", "minutes", "min", "mins": .minute
        case "hour", "hours": .hour
        case "day", "days": .day
        case "week", "weeks": .week
        case "month", "months": .month
        case "year", "years": .year
        default: nil
        }
    }
}
