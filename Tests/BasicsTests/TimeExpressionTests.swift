import Basics
import Testing

@Suite struct TimeExpressionTests {
    /// A Saturday, 08:26:37 UTC, 10:26:37 two hours east.
    private let now = Timestamp(seconds: 1_795_249_597, nanoseconds: 875_467_857)
    private let east = 7200

    @Test(arguments: [
        ("+6h", "2026-11-21T14:26:37.875467857Z"),
        ("-1d", "2026-11-20T08:26:37.875467857Z"),
        ("2w", "2026-12-05T08:26:37.875467857Z"),
        ("3m", "2027-02-21T08:26:37.875467857Z"),
        ("1Y", "2027-11-21T08:26:37.875467857Z"),
        ("2026-12-01", "2026-11-30T22:00:00Z"),
        ("2026-12-01T10:00:00Z", "2026-12-01T10:00:00Z"),
        ("2026-12-01T10:00:00", "2026-12-01T08:00:00Z"),
        ("2026-12-01 10:00:00", "2026-12-01T08:00:00Z"),
        ("tomorrow", "2026-11-22T08:26:37.875467857Z"),
        ("yesterday at noon", "2026-11-20T10:00:00Z"),
        ("next monday at 9am", "2026-11-23T07:00:00Z"),
        ("Next Saturday", "2026-11-28T08:26:37.875467857Z"),
        ("last fri at 17:45", "2026-11-20T15:45:00Z"),
        ("tue 9:30 pm", "2026-11-24T19:30:00Z"),
        ("in 3 days", "2026-11-24T08:26:37.875467857Z"),
        ("in an hour", "2026-11-21T09:26:37.875467857Z"),
        ("2 weeks ago", "2026-11-07T08:26:37.875467857Z"),
        ("next month", "2026-12-21T08:26:37.875467857Z"),
        ("at 12am", "2026-11-20T22:00:00Z"),
        ("23:59", "2026-11-21T21:59:00Z"),
        ("  in 30   minutes ", "2026-11-21T08:56:37.875467857Z"),
    ])
    func readsWhatPeopleWrite(text: String, expected: String) {
        #expect(TimeExpression.parse(text, now: now, zone: { _ in east })?.trimmed == expected)
    }

    @Test(arguments: [
        "", " ", "+h", "6", "6x", "+-6h", "99999999999999999999d", "9999999y", "2026-02-30", "2026-1-1", "someday",
        "next", "next at 9", "in days", "in 3", "3 days", "tomorrow at", "tomorrow at 25", "at 13pm",
        "at 9am tomorrow x",
        "2026-12-01 10:00", "now then", "9 o'clock", "at 9:",
    ])
    func refusesTheRest(text: String) {
        #expect(TimeExpression.parse(text, now: now, zone: { _ in east }) == nil)
    }

    @Test func aShortMonthEndsEarlier() throws {
        let last = try #require(Timestamp("2027-01-31T12:00:00Z"))
        #expect(TimeExpression.parse("+1m", now: last, zone: { _ in 0 })?.day(in: { _ in 0 }) == "2027-02-28")
        #expect(TimeExpression.parse("-2m", now: last, zone: { _ in 0 })?.day(in: { _ in 0 }) == "2026-11-30")
    }

    /// Berlin in November: summer time, two hours east, begins on 2027-03-28 at 01:00 UTC.
    @Test(arguments: [
        ("2027-07-01", "2027-06-30T22:00:00Z"), ("2027-07-01T10:00:00", "2027-07-01T08:00:00Z"),
        ("2027-01-01 10:00:00", "2027-01-01T09:00:00Z"), ("2027-03-28T03:00:00", "2027-03-28T01:00:00Z"),
        ("2027-03-28T01:59:59", "2027-03-28T00:59:59Z"), ("8m", "2027-07-21T07:30:00Z"),
        ("5808h", "2027-07-21T08:30:00Z"),
    ])
    func readsLocalTimesByTheZoneOfTheMomentMeant(_ text: String, _ expected: String) throws {
        let now = try #require(Timestamp("2026-11-21T08:30:00Z"))
        let summer = try #require(Timestamp("2027-03-28T01:00:00Z"))...(try #require(Timestamp("2027-10-31T01:00:00Z")))
        let moment = TimeExpression.parse(text, now: now) { summer.contains($0) ? 7200 : 3600 }
        #expect(moment?.trimmed == expected)
    }
}
