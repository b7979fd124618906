/// A moment as a calendar and a clock on the wall show it.
struct LocalMoment {
    /// A length of time that calendars know.
    enum Unit {
        case minute, hour, day, week, month, year
    }

    private(set) var date: CivilDate
    /// Seconds since local midnight.
    private(set) var clock: Int
    private let nanoseconds: Int32
    private let zoneOffset: Int

    init(_ moment: Timestamp, zoneOffset: Int) {
        let local = moment.seconds + Int64(zoneOffset)
        let days = (local >= 0 ? local : local - 86_399) / 86_400
        date = CivilDate(daysSinceEpoch: Int(days))
        clock = Int(local - days * 86_400)
        nanoseconds = moment.nanoseconds
        self.zoneOffset = zoneOffset
    }

    var timestamp: Timestamp {
        Timestamp(
            seconds: Int64(date.daysSinceEpoch) * 86_400 + Int64(clock - zoneOffset),
            nanoseconds: nanoseconds
        )
    }

    /// The same wall clock on the day or month `count` units away; `nil` beyond the calendar.
    func adding(_ count: Int, _ unit: Unit) -> LocalMoment? {
        // Nothing named in a command lies 10,000 years away, and the limit keeps all sums far from overflow.
        let largest =
            switch unit {
            case .minute: 10_000 * 366 * 1440
            case .hour: 10_000 * 366 * 24
            case .day, .week: 10_000 * 366
            case .month: 120_000
            case .year: 10_000
            }
        guard abs(count) <= largest else { return nil }
        var copy = self
        switch unit {
        case .minute: copy.advance(seconds: count * 60)
        case .hour: copy.advance(seconds: count * 3600)
        case .day: copy.date = CivilDate(daysSinceEpoch: date.daysSinceEpoch + count)
        case .week: copy.date = CivilDate(daysSinceEpoch: date.daysSinceEpoch + count * 7)
        case .month: copy.date = date.adding(months: count)
        case .year: copy.date = date.adding(months: count * 12)
        }
        return (1...9999).contains(copy.date.year) ? copy : nil
    }

    /// The same day at `clock` seconds after midnight.
    func at(_ clock: Int) -> LocalMoment {
        let midnight = Int64(date.daysSinceEpoch) * 86_400 + Int64(clock - zoneOffset)
        return LocalMoment(Timestamp(seconds: midnight), zoneOffset: zoneOffset)
    }

    private mutating func advance(seconds: Int) {
        let total = clock + seconds
        let days = (total >= 0 ? total : total - 86_399) / 86_400
        clock = total - days * 86_400
        date = CivilDate(daysSinceEpoch: date.daysSinceEpoch + days)
    }
}
