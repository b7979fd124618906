#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

// A name is bytes to the system, and what is no UTF-8 would not be found again by its text.
extension Files {
    /// Removes whatever stands at `path` with all that is below; links are not followed.
    ///
    /// Folders without write permission are made writable first, as build caches have them. Names may be
    /// any bytes.
    package static func removeTree(_ path: String) throws(FileFailure) { try removeTree(RawPath(path)) }

    /// Lets the owner list, enter and write every folder at and below `path`; returns whether any could not be before.
    ///
    /// Links are not followed, nor is another file system entered. What cannot be changed, such as a folder of another
    /// user, is left as it is.
    @discardableResult
    package static func openFolders(_ path: String) -> Bool {
        var record = stat()
        guard lstat(path, &record) == 0 else { return false }
        return openFolders(RawPath(path), on: record.st_dev)
    }

    /// Makes the content of all files at and below `path` survive a power cut, with their names.
    ///
    /// Links are not followed; names may be any bytes.
    package static func syncTree(_ path: String) throws(FileFailure) {
        try syncTree(RawPath(path))
        syncFolder(of: path)
    }

    private static func removeTree(_ path: RawPath) throws(FileFailure) {
        var record = stat()
        guard lstat(path.bytes, &record) == 0 else { return }
        guard record.st_mode & S_IFMT == S_IFDIR else {
            if unlink(path.bytes) != 0, errno != ENOENT { throw FileFailure("remove", path.text) }
            return
        }
        if record.st_mode & 0o700 != 0o700 { chmod(path.bytes, record.st_mode & 0o7777 | 0o700) }
        // Asked again when a process that has not ended yet puts a file in meanwhile.
        for attempt in 1...3 {
            for inner in try path.content() { try removeTree(inner) }
            if rmdir(path.bytes) == 0 || errno == ENOENT { return }
            guard errno == ENOTEMPTY || errno == EEXIST, attempt < 3 else { throw FileFailure("remove", path.text) }
        }
    }

    private static func openFolders(_ path: RawPath, on device: dev_t) -> Bool {
        var record = stat()
        guard lstat(path.bytes, &record) == 0, record.st_mode & S_IFMT == S_IFDIR, record.st_dev == device else {
            return false
        }
        var changed = false
        if record.st_mode & 0o700 != 0o700 {
            changed = fchmodat(AT_FDCWD, path.bytes, record.st_mode & 0o7777 | 0o700, AT_SYMLINK_NOFOLLOW) == 0
        }
        for inner in (try? path.content()) ?? [] where openFolders(inner, on: device) { changed = true }
        return changed
    }

    private static func syncTree(_ path: RawPath) throws(FileFailure) {
        var record = stat()
        guard lstat(path.bytes, &record) == 0 else { throw FileFailure("find", path.text) }
        let isFolder = record.st_mode & S_IFMT == S_IFDIR
        guard isFolder || record.st_mode & S_IFMT == S_IFREG else { return }
        if isFolder {
            for inner in try path.content() { try syncTree(inner) }
        }
        let file = open(path.bytes, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw FileFailure("keep", path.text) }
        defer { close(file) }
        if fsync(file) != 0 { throw FileFailure("keep", path.text) }
    }
}

/// A path as the system has it, with the zero that ends it.
private struct RawPath {
    let bytes: [CChar]

    init(_ text: String) { bytes = Array(text.utf8CString) }

    private init(_ bytes: [CChar]) { self.bytes = bytes }

    /// For people: bytes that are no UTF-8 are replaced.
    var text: String { String(decoding: bytes.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self) }

    /// What is in the folder, without `.` and `..`.
    func content() throws(FileFailure) -> [RawPath] {
        guard let stream = opendir(bytes) else { throw FileFailure("list", text) }
        defer { closedir(stream) }
        var paths: [RawPath] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { start in
                    Array(UnsafeBufferPointer(start: start, count: strlen(start)))
                }
            }
            if name == [46] || name == [46, 46] { continue }
            paths.append(RawPath(bytes.dropLast() + [47] + name + [0]))
        }
        return paths
    }
}
