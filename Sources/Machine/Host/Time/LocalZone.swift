import Basics

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The zone in which people here read clocks.
enum LocalZone {
    /// Seconds east of UTC at a moment.
    static func offset(at time: Timestamp) -> Int {
        var seconds = time_t(time.seconds)
        var parts = tm()
        tzset()
        guard localtime_r(&seconds, &parts) != nil else { return 0 }
        return parts.tm_gmtoff
    }
}
