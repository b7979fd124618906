#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What became of a write to a descriptor whose other end may be gone.
package enum WriteEnd: Hashable, Sendable {
    case complete
    /// The reader has closed its end; for standard output that is no error.
    case closed
    case failed(code: Int32)
}

/// Reads and writes of whole byte strings, whatever the system does in one call.
package enum Descriptor {
    /// Writes all of `bytes`, also to a descriptor that does not block.
    ///
    /// SIGPIPE must be ignored (``Signals/ignoreBrokenPipes()``).
    @discardableResult
    package static func write(_ bytes: [UInt8], to descriptor: Int32) -> WriteEnd {
        bytes.withUnsafeBytes { buffer in
            var rest = UnsafeRawBufferPointer(buffer)[...]
            while !rest.isEmpty {
                let part = UnsafeRawBufferPointer(rebasing: rest)
                let count = systemWrite(descriptor, part.baseAddress, part.count)
                if count >= 0 {
                    rest = rest.dropFirst(count)
                    continue
                }
                switch errno {
                case EINTR: continue
                case EAGAIN: waitUntilWritable(descriptor)
                case EPIPE: return .closed
                default: return .failed(code: errno)
                }
            }
            return .complete
        }
    }

    /// What a read brought.
    package enum Chunk: Hashable, Sendable {
        case bytes([UInt8])
        case end
        /// Nothing is there at the moment; only of a descriptor that does not block.
        case nothingYet
        case failed(code: Int32)
    }

    /// Reads once, at most `room` bytes.
    package static func read(_ descriptor: Int32, room: Int = 65536) -> Chunk {
        while true {
            var code: Int32 = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
                let count = systemRead(descriptor, buffer.baseAddress, room)
                if count < 0 { code = errno }
                filled = max(0, count)
            }
            switch code {
            case 0: return bytes.isEmpty ? .end : .bytes(bytes)
            case EINTR: continue
            case EAGAIN: return .nothingYet
            default: return .failed(code: code)
            }
        }
    }

    /// Makes reads and writes return at once when they cannot go on.
    package static func makeNonBlocking(_ descriptor: Int32) {
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }

    private static func waitUntilWritable(_ descriptor: Int32) {
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&entry, 1, -1)
    }
}

// Inside the type the names of the system's functions mean its own.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}

private func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ room: Int) -> Int {
    read(descriptor, bytes, room)
}
