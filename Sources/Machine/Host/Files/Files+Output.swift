#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Files {
    /// Writes a file that a person names for output.
    ///
    /// A regular file is replaced in one moment and keeps its permissions, behind a link the one that the link leads to;
    /// a pipe or a device is written to and stays what it is.
    package static func output(_ bytes: [UInt8], to path: String) throws(FileFailure) {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return try write(bytes, to: path) }
        if facts.st_mode & S_IFMT == S_IFREG {
            return try write(bytes, to: realPath(path), mode: Int(facts.st_mode & 0o7777))
        }
        let file = open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { throw FileFailure("write", path) }
        defer { close(file) }
        if case .failed(let code) = Descriptor.write(bytes, to: file) { throw FileFailure("write", path, code: code) }
    }
}
