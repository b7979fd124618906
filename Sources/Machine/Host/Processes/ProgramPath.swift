#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where programs are.
package enum ProgramPath {
    /// Where a program is: `name` itself when it holds a slash, else the first executable file in
    /// `path`.
    package static func find(_ name: String, path: String?) -> String? {
        guard !name.contains("/") else { return name }
        for folder in (path ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":") {
            let candidate = "\(folder)/\(name)"
            if access(candidate, X_OK) == 0, Files.isFile(candidate) { return candidate }
        }
        return nil
    }

    /// The running program's own file.
    package static func own() -> String? {
        #if os(Linux)
            Files.linkTarget(of: "/proc/self/exe")
        #else
            CommandLine.arguments.first.flatMap { find($0, path: getenv("PATH").map { String(cString: $0) }) }
                .flatMap { try? Files.realPath($0) }
        #endif
    }
}
