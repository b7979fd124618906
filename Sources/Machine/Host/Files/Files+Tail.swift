#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Files {
    /// The last bytes of a file, however long it is; fewer where it is shorter.
    package static func tail(of path: String, bytes count: Int) throws(FileFailure) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw FileFailure("read", path) }
        defer { close(file) }
        let size = lseek(file, 0, SEEK_END)
        guard size >= 0, lseek(file, max(0, size - count), SEEK_SET) >= 0 else { throw FileFailure("read", path) }
        var bytes: [UInt8] = []
        while bytes.count < count {
            switch Descriptor.read(file, room: min(65536, count - bytes.count)) {
            case .bytes(let more): bytes += more
            case .end, .nothingYet: return bytes
            case .failed(let code): throw FileFailure("read", path, code: code)
            }
        }
        return bytes
    }
}
