/// How many seconds east of UTC the clocks on the wall are at a moment.
package typealias LocalTime = (Timestamp) -> Int

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
    private let zone: LocalTime

    init(_ moment: Timestamp, zone: @escaping LocalTime) {
        let local = moment.seconds + Int64(zone(moment))
        let days = (local >= 0 ? local : local - 86_399) / 86_400
        date = CivilDate(daysSinceEpoch: Int(days))
        clock = Int(local - days * 86_400)
        nanoseconds = moment.nanoseconds
        self.zone = zone
    }

    init(
        _ date: CivilDate,
        clock: TimeScanner.Clock = TimeScanner.Clock(seconds: 0),
        zone: @escaping LocalTime
    ) {
        self.date = date
        self.clock = clock.seconds
        nanoseconds = clock.nanoseconds
        self.zone = zone
    }

    /// The moment, by the zone as it is then and not as it is now.
    ///
    /// A wall clock that summer time leaves out means the moment as much later; of one that comes twice the one it is
    /// guessed to be from a day's distance counts.
    var timestamp: Timestamp {
        let local = Int64(date.daysSinceEpoch) * 86_400 + Int64(clock)
        let guess = local - Int64(zone(Timestamp(seconds: local)))
        return Timestamp(seconds: local - Int64(zone(Timestamp(seconds: guess))), nanoseconds: nanoseconds)
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
        LocalMoment(date, clock: TimeScanner.Clock(seconds: clock), zone: zone)
    }

    /// So much time, whatever the clocks on the wall do meanwhile.
    private mutating func advance(seconds: Int) {
        self = LocalMoment(timestamp.advanced(by: .seconds(seconds)), zone: zone)
    }
}
