#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Files and folders by path, with errors that name the path.
///
/// Text is UTF-8; broken bytes in a file that is read as text are replaced.
package enum Files {
    /// Returns the whole content; a file above `limit` bytes is an error, not a cut text.
    package static func bytes(at path: String, limit: Int = 64_000_000) throws(FileFailure) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw FileFailure("read", path) }
        defer { close(file) }
        var bytes: [UInt8] = []
        while true {
            switch Descriptor.read(file) {
            case .bytes(let more): bytes += more
            case .end: return bytes
            case .nothingYet: throw FileFailure("read", path, code: EAGAIN)
            case .failed(let code): throw FileFailure("read", path, code: code)
            }
            guard bytes.count <= limit else { throw .tooLarge(path: path, limit: limit) }
        }
    }

    /// Returns the whole content, `nil` where no such file is.
    package static func bytesIfThere(at path: String, limit: Int = 64_000_000) throws(FileFailure) -> [UInt8]? {
        do {
            return try bytes(at: path, limit: limit)
        } catch {
            // A pattern in the catch clause brings the compiler down (Swift 6.3.1).
            if case .missing = error { return nil }
            throw error
        }
    }

    /// The same as text.
    package static func text(at path: String, limit: Int = 64_000_000) throws(FileFailure) -> String {
        String(decoding: try bytes(at: path, limit: limit), as: UTF8.self)
    }

    /// Replaces the content in one moment: readers see the old file or the new one, also after a
    /// power cut.
    ///
    /// The new file has `mode` whatever the umask; the folder must be there.
    package static func write(_ bytes: [UInt8], to path: String, mode: Int = 0o644) throws(FileFailure) {
        try? removeDrafts(in: parent(of: path), of: path.split(separator: "/").last ?? "")
        let draft = "\(path).\(getpid()).\(UInt32.random(in: 0...UInt32.max)).draft"
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(mode))
        guard file >= 0 else { throw FileFailure("write", path) }
        do throws(FileFailure) {
            if fchmod(file, mode_t(mode)) != 0 { throw FileFailure("write", path) }
            if case .failed(let code) = Descriptor.write(bytes, to: file) {
                throw FileFailure("write", path, code: code)
            }
            if fsync(file) != 0 { throw FileFailure("write", path) }
            if systemRename(draft, path) != 0 { throw FileFailure("write", path) }
        } catch {
            close(file)
            unlink(draft)
            throw error
        }
        close(file)
        syncFolder(of: path)
    }

    /// The same for a text, as UTF-8.
    package static func write(_ text: String, to path: String, mode: Int = 0o644) throws(FileFailure) {
        try write(Array(text.utf8), to: path, mode: mode)
    }

    /// Adds to the end of a file, which is made when it is missing.
    package static func append(_ text: String, to path: String, mode: Int = 0o644) throws(FileFailure) {
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, mode_t(mode))
        guard file >= 0 else { throw FileFailure("write", path) }
        defer { close(file) }
        if case .failed(let code) = Descriptor.write(Array(text.utf8), to: file) {
            throw FileFailure("write", path, code: code)
        }
    }

    /// Makes what was renamed or created in the folder of `path` survive a power cut.
    package static func syncFolder(of path: String) {
        let folder = open(parent(of: path), O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    /// The folder a path lies in, by its text alone.
    package static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Gives a file or folder another path on the same disk, over a file that is there; durable.
    package static func rename(_ from: String, to: String) throws(FileFailure) {
        if systemRename(from, to) != 0 { throw FileFailure("rename", from) }
        syncFolder(of: to)
    }

    /// Makes a symbolic link at `path` whose text is `target`.
    package static func link(to target: String, at path: String) throws(FileFailure) {
        if symlink(target, path) != 0 { throw FileFailure("link", path) }
    }

    /// The text of a symbolic link, `nil` where there is none.
    package static func linkTarget(of path: String) -> String? {
        let bytes = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, filled in
            let count = buffer.withMemoryRebound(to: CChar.self) { text in
                text.baseAddress.map { readlink(path, $0, 4096) } ?? -1
            }
            filled = max(0, count)
        }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }

    /// The path without links, `.` and `..`; the file must be there.
    package static func realPath(_ path: String) throws(FileFailure) -> String {
        guard let real = realpath(path, nil) else { throw FileFailure("find", path) }
        defer { free(real) }
        return String(cString: real)
    }
}

// Inside the type this name means the type's own function.
private func systemRename(_ from: String, _ to: String) -> Int32 { rename(from, to) }
