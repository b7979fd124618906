package import Vocabulary

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Why a lock was not got.
package enum LockFailure: ProblemConvertible, Hashable {
    case held(path: String, after: Duration)
    case file(FileFailure)

    package var problem: Problem {
        switch self {
        case .held(let path, let time):
            Problem(
                .conflict,
                "\(path) was held by another process for \(time.components.seconds) s",
                hints: ["Try again once that command has ended; `fuser -v \(path)` names it."]
            )
        case .file(let failure): failure.problem
        }
    }
}

/// A lock between processes, held as long as this value lives.
///
/// Started programs inherit its descriptor on purpose, so that the lock outlives a killed caller
/// as long as the programs that caller started. ``ProcessCall/locks`` says otherwise for programs
/// that live on or leave others running. The file stays when the lock is given up: one
/// that vanishes makes two holders.
package final class FileLock: Sendable {
    /// The locked file; its content means nothing.
    package let path: String
    private let descriptor: Int32

    private init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Returns the lock, or `nil` when another process holds it.
    ///
    /// The file and the folders above it are made when missing.
    package static func attempt(_ path: String) throws(FileFailure) -> FileLock? {
        let descriptor = try opened(path)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            let code = errno
            close(descriptor)
            if code == EWOULDBLOCK { return nil }
            throw FileFailure("lock", path, code: code)
        }
        return FileLock(path: path, descriptor: descriptor)
    }

    /// Waits for the lock, at most `limit`.
    package static func hold(_ path: String, limit: Duration) throws(LockFailure) -> FileLock {
        let deadline = ContinuousClock.now + limit
        var pause: UInt32 = 500
        while true {
            do {
                if let lock = try attempt(path) { return lock }
            } catch {
                throw .file(error)
            }
            guard ContinuousClock.now < deadline else { throw .held(path: path, after: limit) }
            usleep(pause)
            pause = min(pause * 2, 20_000)
        }
    }

    private static func opened(_ path: String) throws(FileFailure) -> Int32 {
        // Not closed in started programs: see the type's description.
        var descriptor = open(path, O_RDWR | O_CREAT, 0o644)
        if descriptor < 0, errno == ENOENT {
            try Files.makeFolders(Files.parent(of: path))
            descriptor = open(path, O_RDWR | O_CREAT, 0o644)
        }
        guard descriptor >= 0 else { throw FileFailure("lock", path) }
        return descriptor
    }
}
