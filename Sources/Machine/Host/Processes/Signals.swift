import CSpawn

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What this process does about signals.
package enum Signals {
    /// Makes a closed pipe and a file size limit errors of the write instead of the end of the
    /// process; to be called first in `main`.
    package static func ignoreBrokenPipes() {
        _ = ignored
    }

    private static let ignored: Void = {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }()

    /// Catches SIGTERM, SIGINT and SIGHUP from now on; returns a descriptor that becomes readable
    /// with one byte, the signal's number, for each.
    package static func catchEndings() -> Int32? {
        let descriptor = gt_signal_pipe()
        return descriptor < 0 ? nil : descriptor
    }

    /// Waits for a signal on the descriptor that ``catchEndings()`` returned, at most `limit`; returns whether one came.
    package static func wait(on descriptor: Int32, limit: Duration) -> Bool {
        let parts = limit.components
        let milliseconds = parts.seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, Int32(clamping: max(0, milliseconds))) > 0
    }
}
