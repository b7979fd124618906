#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What stands at a path, a link itself and not what it leads to.
package struct FileFacts: Hashable, Sendable {
    /// What it is, by its own entry.
    package enum Kind: Hashable, Sendable { case file, folder, link, other }
    package let kind: Kind
    package let size: Int
    /// The permission bits.
    package let mode: Int
    /// How many names the file has.
    package let links: Int
    /// Seconds since 1970 of the last change of the content.
    package let modified: Int
    package let modifiedNanoseconds: Int
}

extension Files {
    /// `nil` when nothing is there, or nothing that may be looked at.
    package static func facts(of path: String) -> FileFacts? {
        var record = stat()
        guard lstat(path, &record) == 0 else { return nil }
        return FileFacts(record)
    }

    /// Whether something is there, a broken link included.
    package static func exists(_ path: String) -> Bool { facts(of: path) != nil }

    /// Whether a folder is there, also through a link.
    package static func isFolder(_ path: String) -> Bool {
        var record = stat()
        return stat(path, &record) == 0 && record.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether a file is there, also through a link.
    package static func isFile(_ path: String) -> Bool {
        var record = stat()
        return stat(path, &record) == 0 && record.st_mode & S_IFMT == S_IFREG
    }

    /// Whether this process may read the file.
    package static func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }

    /// Names in a folder in the order of their bytes, without `.` and `..`.
    package static func list(_ folder: String) throws(FileFailure) -> [String] {
        guard let stream = opendir(folder) else { throw FileFailure("list", folder) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    }

    /// Makes a folder and those above it; one that is there is left as it is.
    package static func makeFolders(_ path: String, mode: Int = 0o755) throws(FileFailure) {
        if mkdir(path, mode_t(mode)) == 0 { return }
        switch errno {
        case EEXIST where isFolder(path): return
        case ENOENT where parent(of: path) != path:
            try makeFolders(parent(of: path), mode: mode)
            if mkdir(path, mode_t(mode)) != 0, !isFolder(path) { throw FileFailure("make", path) }
        default: throw FileFailure("make", path)
        }
    }

    /// Makes exactly one folder; one that is there is an error.
    package static func makeFolder(_ path: String, mode: Int = 0o755) throws(FileFailure) {
        if mkdir(path, mode_t(mode)) != 0 { throw FileFailure("make", path) }
    }

    /// Removes a file or a link; what is not there is no error.
    package static func remove(_ path: String) throws(FileFailure) {
        if unlink(path) != 0, errno != ENOENT { throw FileFailure("remove", path) }
    }

    /// Removes a folder that is empty; what is not there is no error.
    package static func removeEmptyFolder(_ path: String) throws(FileFailure) {
        if rmdir(path) != 0, errno != ENOENT { throw FileFailure("remove", path) }
    }

    /// Removes what atomic writes of processes that were killed left in a folder, of one file or of all.
    ///
    /// A draft whose process still runs is left alone; a folder that is not there holds none.
    package static func removeDrafts(in folder: String, of file: Substring? = nil) throws(FileFailure) {
        guard isFolder(folder) else { return }
        for name in try list(folder) where name.hasSuffix(".draft") {
            let parts = name.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count > 3, let pid = Int(parts[parts.count - 3]), ProcessIdentity(of: pid) == nil,
                file.map({ parts.dropLast(3).joined(separator: ".") == $0 }) ?? true
            else { continue }
            try remove("\(folder)/\(name)")
        }
    }

    /// Gives a file or folder these permission bits.
    package static func setMode(_ mode: Int, of path: String) throws(FileFailure) {
        if chmod(path, mode_t(mode)) != 0 { throw FileFailure("change", path) }
    }

    /// Bytes of the files below `path`, links not followed; what cannot be read counts as nothing.
    package static func treeSize(_ path: String) -> Int {
        guard let facts = facts(of: path) else { return 0 }
        guard facts.kind == .folder, let names = try? list(path) else { return facts.size }
        return names.reduce(0) { $0 + treeSize("\(path)/\($1)") }
    }
}

extension FileFacts {
    fileprivate init(_ record: stat) {
        switch record.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .folder
        case S_IFLNK: kind = .link
        default: kind = .other
        }
        size = Int(record.st_size)
        links = Int(record.st_nlink)
        mode = Int(record.st_mode & 0o7777)
        #if canImport(Glibc)
            modified = record.st_mtim.tv_sec
            modifiedNanoseconds = record.st_mtim.tv_nsec
        #else
            modified = record.st_mtimespec.tv_sec
            modifiedNanoseconds = record.st_mtimespec.tv_nsec
        #endif
    }
}
