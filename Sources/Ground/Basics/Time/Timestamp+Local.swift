extension Timestamp {
    /// The day as the calendar on the wall shows it: `2026-11-21`.
    package func day(in zone: LocalTime) -> String { shown(in: zone, 10) }

    /// Day and time of day as the clock on the wall shows them: `2026-11-21 08:26`.
    package func minute(in zone: LocalTime) -> String { shown(in: zone, 16) }

    /// The same with seconds: `2026-11-21 08:26:37`.
    package func second(in zone: LocalTime) -> String { shown(in: zone, 19) }

    private func shown(in zone: LocalTime, _ length: Int) -> String {
        // The form in UTC of the moment at which the clocks there show what those here show now.
        let moved = Timestamp(seconds: seconds + Int64(zone(self)), nanoseconds: nanoseconds)
        var bytes = Array(moved.inSeconds.utf8.prefix(length))
        if length > 10 { bytes[10] = UInt8(ascii: " ") }
        return String(decoding: bytes, as: UTF8.self)
    }
}
