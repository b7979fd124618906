package import Vocabulary

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Why something could not be done with a file.
package enum FileFailure: ProblemConvertible, Hashable {
    case missing(path: String)
    case denied(path: String)
    case exists(path: String)
    case tooLarge(path: String, limit: Int)
    /// No space, no quota, or a size limit of this process.
    case full(path: String)
    /// Anything else: `action` is a verb, `reason` the system's words.
    case failed(action: String, path: String, reason: String)

    /// Classifies the present `errno`.
    package init(_ action: String, _ path: String, code: Int32 = errno) {
        switch code {
        case ENOENT, ENOTDIR: self = .missing(path: path)
        case EACCES, EPERM, EROFS: self = .denied(path: path)
        case EEXIST: self = .exists(path: path)
        case ENOSPC, EDQUOT, EFBIG: self = .full(path: path)
        default: self = .failed(action: action, path: path, reason: String(cString: strerror(code)))
        }
    }

    package var problem: Problem {
        switch self {
        case .missing(let path): Problem(.notFound, "no such file or folder: \(path)")
        case .denied(let path):
            Problem(.environment, "no permission for \(path)", hints: ["`ls -ld \(path)` shows whose it is."])
        case .exists(let path): Problem(.conflict, "\(path) is already there")
        case .tooLarge(let path, let limit): Problem(.environment, "\(path) is larger than \(limit) bytes")
        case .full(let path):
            Problem(.environment, "no space left for \(path)", hints: ["`df -h \(path)` shows the space."])
        case .failed(let action, let path, let reason):
            Problem(.environment, "cannot \(action) \(path)", causes: [reason])
        }
    }
}
