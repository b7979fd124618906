#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The folder this process works in.
package enum Folder {
    /// Its absolute path as the system knows it; `/` where it was removed.
    package static var current: String {
        guard let start = getcwd(nil, 0) else { return "/" }
        defer { free(start) }
        return String(cString: start)
    }
}
