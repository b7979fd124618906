import Basics
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        ("2026-11-21T08:26:37.875467857Z", "2026-11-21T08:26:37.875467857Z"),
        ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000000000Z"),
        ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500000000Z"),
        ("2024-02-29t12:00:00+02:00", "2024-02-29T10:00:00.000000000Z"),
        ("2024-03-01 00:30:00-01:30", "2024-03-01T02:00:00.000000000Z"),
        ("2000-02-29T00:00:00.1234567899Z", "2000-02-29T00:00:00.123456789Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000000Z"),
        ("9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z"),
    ])
    func readsAndWritesRFC3339(text: String, expected: String) throws {
        let moment = try #require(Timestamp(text))
        #expect(moment.description == expected)
        #expect(moment.description.utf8.count == 30)
        #expect(Timestamp(moment.description) == moment)
        #expect(stored(moment.description) == moment && stored(text) == moment)
    }

    private func stored(_ text: String) -> Timestamp? {
        var text = text
        return text.withUTF8 { Timestamp(stored: $0) }
    }

    @Test func aStoredFormWithAnyOtherByteIsReadLikeAnyText() {
        let form = Array("2026-11-21T08:26:37.875467857Z".utf8)
        for place in form.indices {
            for byte in [0x2f, 0x3a, 0x30, 0x39, 0x20, 0x2d, 0x54, 0xff] as [UInt8] {
                var bytes = form
                bytes[place] = byte
                let text = String(decoding: bytes, as: UTF8.self)
                #expect(bytes.withUnsafeBufferPointer { Timestamp(stored: $0) } == Timestamp(text), "\(text)")
            }
        }
    }

    @Test(arguments: [
        "", "2026-11-21", "2026-11-21T08:26:37", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-21T24:00:00Z",
        "2026-11-21T08:60:00Z", "2026-11-21T08:26:60Z", "2026-11-21T08:26:37.Z", "2026-11-21T08:26:37Z ",
        "2026-11-21T08:26:37+2:00", "0001-01-01T00:00:00+00:01", "1900-02-29T00:00:00Z", "２026-11-21T08:26:37Z",
    ])
    func refusesWhatIsNone(text: String) {
        #expect(Timestamp(text) == nil && stored(text) == nil)
    }

    @Test func hasShorterForms() throws {
        let moment = try #require(Timestamp("2026-11-21T08:26:37.870Z"))
        #expect(moment.inSeconds == "2026-11-21T08:26:37Z")
        #expect(moment.trimmed == "2026-11-21T08:26:37.87Z")
        #expect(moment.day(in: { _ in 0 }) == "2026-11-21")
        #expect(moment.minute(in: { _ in 0 }) == "2026-11-21 08:26")
        #expect(moment.minute(in: { _ in 16 * 3600 }) == "2026-11-22 00:26")
        #expect(moment.day(in: { _ in -9 * 3600 }) == "2026-11-20")
        #expect(Timestamp(seconds: 0).trimmed == "1970-01-01T00:00:00Z")
    }

    @Test func countsForwardAndBackward() throws {
        let moment = try #require(Timestamp("2026-11-21T08:26:37.9Z"))
        let later = moment.advanced(by: .milliseconds(200))
        #expect(later.trimmed == "2026-11-21T08:26:38.1Z")
        #expect(later.advanced(by: .milliseconds(-200)) == moment)
        #expect(moment.distance(to: later) == .milliseconds(200))
        #expect(later.distance(to: moment) == .milliseconds(-200))
        #expect(moment < later)
        #expect(moment.advanced(by: .seconds(Int64.max)).inSeconds == "9999-12-31T23:59:59Z")
        #expect(moment.advanced(by: .seconds(Int64.min)).inSeconds == "0001-01-01T00:00:00Z")
    }

    @Test func everyDayOfEightCenturiesComesAfterTheOneBefore() {
        var last: CivilDate?
        for days in -146_097...146_097 {
            let date = CivilDate(daysSinceEpoch: days)
            #expect(date.daysSinceEpoch == days)
            if let last {
                let follows =
                    (date.year == last.year && date.month == last.month && date.day == last.day + 1)
                    || (date.day == 1 && (date.month == last.month + 1 || (date.month == 1 && last.month == 12)))
                #expect(follows)
            }
            last = date
        }
    }
}
