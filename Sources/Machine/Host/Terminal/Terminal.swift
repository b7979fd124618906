#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Facts about the terminal a descriptor leads to.
package enum Terminal {
    /// Whether a person may be looking at the descriptor.
    package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// The width in columns, `nil` when it is no terminal.
    package static func columns(_ descriptor: Int32) -> Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}
