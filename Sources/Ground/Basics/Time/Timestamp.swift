/// A moment in UTC with the precision of a nanosecond, in the years 1 to 9999.
///
/// All forms of text have a fixed width up to the second, so their order is the order of time.
package struct Timestamp: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Whole seconds since 1970-01-01T00:00:00Z.
    package let seconds: Int64
    /// 0 to 999,999,999, counted forward also before 1970.
    package let nanoseconds: Int32

    /// Takes any pair: nanoseconds carry into seconds, and what lies outside the years 1 to 9999 is moved to their edge.
    package init(seconds: Int64, nanoseconds: Int32 = 0) {
        var carry = Int64(nanoseconds) / 1_000_000_000
        var rest = nanoseconds % 1_000_000_000
        if rest < 0 { (carry, rest) = (carry - 1, rest + 1_000_000_000) }
        let (sum, overflow) = seconds.addingReportingOverflow(carry)
        let whole = overflow ? seconds : sum
        switch whole {
        case ..<Self.first: (self.seconds, self.nanoseconds) = (Self.first, 0)
        case Self.end...: (self.seconds, self.nanoseconds) = (Self.end - 1, 999_999_999)
        default: (self.seconds, self.nanoseconds) = (whole, rest)
        }
    }

    /// Reads RFC 3339, with a space for the `T` if need be; digits beyond the ninth of a fraction are cut.
    package init?(_ rfc3339: String) {
        var scanner = TimeScanner(rfc3339)
        guard let date = scanner.date(), scanner.skip("T", or: "t", or: " "), let clock = scanner.clock(),
            let offset = scanner.zone(), scanner.isAtEnd
        else { return nil }
        let whole = Int64(date.daysSinceEpoch) * 86_400 + Int64(clock.seconds - offset)
        guard (Self.first..<Self.end).contains(whole) else { return nil }
        self.init(seconds: whole, nanoseconds: clock.nanoseconds)
    }

    /// The form that the ledger stores: 30 characters, `2026-11-21T08:26:37.875467857Z`.
    package var description: String { text(fractionDigits: 9) }

    /// The form without a fraction: `2026-11-21T08:26:37Z`.
    package var inSeconds: String { text(fractionDigits: 0) }

    /// The form whose fraction has no zeros at its end, and is absent when it is zero.
    package var trimmed: String { text(fractionDigits: neededDigits) }

    /// How many digits of the fraction are followed by zeros alone.
    package var neededDigits: Int {
        var (digits, rest) = (9, nanoseconds)
        while digits > 0, rest % 10 == 0 { (digits, rest) = (digits - 1, rest / 10) }
        return digits
    }

    /// The moment `duration` later; stops at the edges of the calendar.
    package func advanced(by duration: Duration) -> Timestamp {
        let (step, fraction) = duration.components
        let sum = seconds.addingReportingOverflow(step)
        let whole = sum.overflow ? (step < 0 ? Int64.min / 2 : Int64.max / 2) : sum.partialValue
        return Timestamp(seconds: whole, nanoseconds: nanoseconds + Int32(fraction / 1_000_000_000))
    }

    /// The time from here to `other`; negative if that lies before.
    package func distance(to other: Timestamp) -> Duration {
        .seconds(other.seconds - seconds) + .nanoseconds(Int64(other.nanoseconds) - Int64(nanoseconds))
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }

    private static let first: Int64 = -62_135_596_800
    private static let end: Int64 = 253_402_300_800

    private func text(fractionDigits: Int) -> String {
        String(unsafeUninitializedCapacity: Self.longestText) { bytes in
            bytes.baseAddress.map { write(to: $0, fractionDigits: fractionDigits) } ?? 0
        }
    }

    /// How many bytes the longest form takes.
    package static let longestText = 30

    /// Writes the form with so many digits of a fraction, 0 to 9, where there is room for ``longestText`` bytes; returns how
    /// many it took.
    ///
    /// In place, because lists show three of these a bead.
    package func write(to bytes: UnsafeMutablePointer<UInt8>, fractionDigits: Int) -> Int {
        let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
        let date = CivilDate(daysSinceEpoch: Int(days))
        let clock = Int(seconds - days * 86_400)
        var place = 0
        func append(_ number: Int, _ width: Int, _ end: Unicode.Scalar) {
            var (number, digit) = (UInt32(truncatingIfNeeded: number), place + width)
            while digit > place {
                digit -= 1
                bytes[digit] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number % 10)
                number /= 10
            }
            bytes[place + width] = UInt8(ascii: end)
            place += width + 1
        }
        append(date.year, 4, "-")
        append(date.month, 2, "-")
        append(date.day, 2, "T")
        append(clock / 3600, 2, ":")
        append(clock / 60 % 60, 2, ":")
        append(clock % 60, 2, fractionDigits > 0 ? "." : "Z")
        if fractionDigits > 0 {
            var number = Int(nanoseconds)
            for _ in fractionDigits..<9 { number /= 10 }
            append(number, fractionDigits, "Z")
        }
        return place
    }
}
