import Basics
package import Effects

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Effects {
    /// The real machine; `environment` as read once at launch.
    package static func live(environment: [String: String]) -> Effects {
        Effects(
            now: { currentTime() },
            zone: { LocalZone.offset(at: $0) },
            pause: { sleep(for: $0) },
            random: { UInt64.random(in: 0...UInt64.max) },
            environment: environment,
            processes: .live,
            steps: .live(environment: environment)
        )
    }

    /// The environment this process was started with.
    package static func processEnvironment() -> [String: String] {
        var result: [String: String] = [:]
        var entry = environ
        while let text = entry.pointee {
            if let equals = strchr(text, Int32(UInt8(ascii: "="))), equals > text {
                // The first of two entries counts, as for getenv.
                let name = String(decoding: UnsafeRawBufferPointer(start: text, count: equals - text), as: UTF8.self)
                if result[name] == nil { result[name] = String(cString: equals + 1) }
            }
            entry += 1
        }
        return result
    }
}

private func currentTime() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int32(time.tv_nsec))
}

private func sleep(for duration: Duration) {
    var rest = timespec(
        tv_sec: Int(duration.components.seconds),
        tv_nsec: Int(duration.components.attoseconds / 1_000_000_000)
    )
    var left = timespec()
    while nanosleep(&rest, &left) != 0, errno == EINTR { rest = left }
}
