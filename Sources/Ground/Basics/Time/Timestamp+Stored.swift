extension Timestamp {
    /// Reads the 30 characters of ``description``, several of which stand in each row; any other form as ``init(_:)`` does.
    package init?(stored bytes: UnsafeBufferPointer<UInt8>) {
        guard let moment = Self.fixed(bytes) else {
            self.init(String(decoding: bytes, as: UTF8.self))
            return
        }
        self = moment
    }

    private static func fixed(_ bytes: UnsafeBufferPointer<UInt8>) -> Timestamp? {
        guard bytes.count == 30 else { return nil }
        // Bytes that are no digits leave a value of ten or more behind.
        var worst: UInt8 = 0
        func number(_ places: Range<Int>) -> Int {
            var number = 0
            for place in places {
                let digit = bytes[place] &- UInt8(ascii: "0")
                worst = max(worst, digit)
                number = number &* 10 &+ Int(digit)
            }
            return number
        }
        func has(_ mark: Unicode.Scalar, at place: Int) -> Bool { bytes[place] == UInt8(ascii: mark) }
        let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
        let (hour, minute, second) = (number(11..<13), number(14..<16), number(17..<19))
        let nanoseconds = number(20..<29)
        guard worst < 10, has("-", at: 4), has("-", at: 7), has("T", at: 10), has(":", at: 13), has(":", at: 16),
            has(".", at: 19), has("Z", at: 29), year > 0, hour < 24, minute < 60, second < 60,
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        let whole = date.daysSinceEpoch * 86_400 + hour * 3600 + minute * 60 + second
        return Timestamp(seconds: Int64(whole), nanoseconds: Int32(nanoseconds))
    }
}
