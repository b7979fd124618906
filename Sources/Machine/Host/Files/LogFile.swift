#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that processes append to for years: at its limit it becomes ``older``, in place of the one before.
package struct LogFile: Sendable {
    package let path: String
    /// In bytes; what is written between two looks comes on top.
    package let limit: Int

    package init(path: String, limit: Int = 10_000_000) {
        self.path = path
        self.limit = limit
    }

    /// What was written before the present file; there is one at most.
    package var older: String { path + ".1" }

    /// Moves the file to ``older`` if it has reached its limit, in one moment.
    ///
    /// Of several processes that see this at once only one moves it. Who has it open goes on writing into the older
    /// one, so that nothing is lost, until it calls ``follow()``.
    package func rotate() throws(FileFailure) {
        guard isFull else { return }
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return }
            throw FileFailure("open", path)
        }
        defer { close(file) }
        while flock(file, LOCK_EX) != 0 {
            guard errno == EINTR else { throw FileFailure("lock", path) }
        }
        // Another process may have moved it meanwhile; the lock is that of the file, whatever it is called.
        guard LogFile.identity(of: file) == identity, isFull else { return }
        if rename(path, older) != 0 { throw FileFailure("move", path) }
    }

    private var isFull: Bool { Files.facts(of: path).map { $0.size >= limit } ?? false }

    /// Whether the standard error of this process goes into the file.
    package var isStandardError: Bool {
        guard let identity else { return false }
        return LogFile.identity(of: 2) == identity
    }

    /// Leads standard error to the file that has the name now, after ``rotate()``; standard output too, if both went
    /// into one file.
    ///
    /// For a process whose ``isStandardError`` was true when it began; to be called before it writes.
    package func follow() throws(FileFailure) {
        try rotate()
        let present = LogFile.identity(of: 2)
        guard identity == nil || identity != present else { return }
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw FileFailure("write", path) }
        defer { close(file) }
        for descriptor in [Int32(1), 2] where LogFile.identity(of: descriptor) == present {
            if dup2(file, descriptor) < 0 { throw FileFailure("write", path) }
        }
    }

    /// What makes a file this one, whatever it is called.
    private struct Identity: Equatable {
        let device: UInt64
        let number: UInt64
    }

    private var identity: Identity? {
        var facts = stat()
        return stat(path, &facts) == 0 ? LogFile.identity(facts) : nil
    }

    private static func identity(of descriptor: Int32) -> Identity? {
        var facts = stat()
        return fstat(descriptor, &facts) == 0 ? identity(facts) : nil
    }

    private static func identity(_ facts: stat) -> Identity {
        Identity(device: UInt64(truncatingIfNeeded: facts.st_dev), number: UInt64(truncatingIfNeeded: facts.st_ino))
    }
}
