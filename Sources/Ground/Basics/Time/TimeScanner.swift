/// Reads the parts of a written date from left to right; a part that is not there leaves the place unknown.
struct TimeScanner {
    /// A time of day.
    struct Clock {
        /// Seconds since midnight.
        var seconds: Int
        var nanoseconds: Int32 = 0
    }

    private let bytes: [UInt8]
    private var place = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { place == bytes.count }

    /// `YYYY-MM-DD`.
    mutating func date() -> CivilDate? {
        guard let year = number(digits: 4), skip("-"), let month = number(digits: 2), skip("-"),
            let day = number(digits: 2)
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    /// `HH:MM:SS` with a fraction of any length.
    mutating func clock() -> Clock? {
        guard let hour = number(digits: 2), hour < 24, skip(":"), let minute = number(digits: 2), minute < 60,
            skip(":"), let second = number(digits: 2), second < 60
        else { return nil }
        var clock = Clock(seconds: hour * 3600 + minute * 60 + second)
        guard skip(".") else { return clock }
        var digits = 0
        while let digit = nextDigit() {
            if digits < 9 { clock.nanoseconds = clock.nanoseconds * 10 + Int32(digit) }
            digits += 1
        }
        guard digits > 0 else { return nil }
        for _ in min(digits, 9)..<9 { clock.nanoseconds *= 10 }
        return clock
    }

    /// `Z` or `+HH:MM`, as seconds east of UTC.
    mutating func zone() -> Int? {
        if skip("Z", or: "z") { return 0 }
        let isWest = place < bytes.count && bytes[place] == UInt8(ascii: "-")
        guard skip("+", or: "-"), let hours = number(digits: 2), hours < 24, skip(":"),
            let minutes = number(digits: 2), minutes < 60
        else { return nil }
        let offset = hours * 3600 + minutes * 60
        return isWest ? -offset : offset
    }

    /// Steps over one character if it is one of those named.
    mutating func skip(_ one: Unicode.Scalar, or two: Unicode.Scalar? = nil, or three: Unicode.Scalar? = nil) -> Bool {
        guard place < bytes.count else { return false }
        let found = UInt32(bytes[place])
        guard found == one.value || found == two?.value || found == three?.value else { return false }
        place += 1
        return true
    }

    private mutating func number(digits: Int) -> Int? {
        var number = 0
        for _ in 0..<digits {
            guard let digit = nextDigit() else { return nil }
            number = number * 10 + digit
        }
        return number
    }

    private mutating func nextDigit() -> Int? {
        guard place < bytes.count, bytes[place] >= UInt8(ascii: "0"), bytes[place] <= UInt8(ascii: "9") else {
            return nil
        }
        defer { place += 1 }
        return Int(bytes[place] - UInt8(ascii: "0"))
    }
}
