#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Wakes a loop that waits in another process: a named pipe, rung by whoever has news for it.
///
/// A ring says nothing but "look again", so it may be lost with the file or come twice.
package final class Bell {
    /// The named pipe.
    package let path: String
    private let descriptor: Int32

    /// Makes the pipe when missing and begins to listen; rings from now on are heard.
    package init(at path: String) throws(FileFailure) {
        self.path = path
        if let facts = Files.facts(of: path), facts.kind != .other { try Files.remove(path) }
        if mkfifo(path, 0o600) != 0, errno == ENOENT {
            try Files.makeFolders(Files.parent(of: path))
            _ = mkfifo(path, 0o600)
        }
        // Open for writing as well, so that the last ringer's end is not the end of the pipe.
        descriptor = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFailure("listen to", path) }
    }

    deinit { close(descriptor) }

    /// Waits for a ring, at most `limit`; returns whether there was one.
    ///
    /// Rings that came since the last wait count, all together as one.
    @discardableResult
    package func wait(limit: Duration) -> Bool {
        let parts = limit.components
        let milliseconds = parts.seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, Int32(clamping: max(0, milliseconds))) > 0 else { return false }
        while case .bytes = Descriptor.read(descriptor) {}
        return true
    }

    /// Wakes who listens at `path`; does nothing where nobody does.
    package static func ring(_ path: String) {
        let descriptor = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        // A full pipe means that the listener has enough to wake up for.
        writeOneByte(to: descriptor)
        close(descriptor)
    }
}

private func writeOneByte(to descriptor: Int32) {
    var byte: UInt8 = 10
    _ = write(descriptor, &byte, 1)
}
