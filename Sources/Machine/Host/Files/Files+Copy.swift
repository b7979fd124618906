#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Files {
    /// Makes `path` a copy of the regular file `source`, with its permissions; durable when this returns.
    ///
    /// A file that is there already is left alone and an error; a copy that fails leaves nothing.
    package static func copy(_ source: String, to path: String) throws(FileFailure) {
        let from = open(source, O_RDONLY | O_CLOEXEC)
        guard from >= 0 else { throw FileFailure("read", source) }
        defer { close(from) }
        var facts = stat()
        guard fstat(from, &facts) == 0 else { throw FileFailure("read", source) }
        let to = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, facts.st_mode & 0o777)
        guard to >= 0 else { throw FileFailure("write", path) }
        do throws(FileFailure) {
            try pour(from, source, into: to, path)
            if fsync(to) != 0 { throw FileFailure("write", path) }
        } catch {
            close(to)
            unlink(path)
            throw error
        }
        close(to)
        syncFolder(of: path)
    }

    private static func pour(_ from: Int32, _ source: String, into to: Int32, _ path: String) throws(FileFailure) {
        while true {
            switch Descriptor.read(from, room: 1 << 20) {
            case .bytes(let bytes):
                switch Descriptor.write(bytes, to: to) {
                case .complete: continue
                case .closed: throw FileFailure("write", path, code: EPIPE)
                case .failed(let code): throw FileFailure("write", path, code: code)
                }
            case .end: return
            case .nothingYet: throw FileFailure("read", source, code: EAGAIN)
            case .failed(let code): throw FileFailure("read", source, code: code)
            }
        }
    }
}
