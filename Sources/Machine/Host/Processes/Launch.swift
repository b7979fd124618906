import CSpawn
import Effects

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A program ready to be started: where it is, and what its first three descriptors are.
struct Launch {
    let call: ProcessCall
    let path: String

    /// Finds the program in `PATH` of the environment it is to get.
    init(_ call: ProcessCall) throws(ProcessFailure) {
        let searched = call.environment.map { $0["PATH"] } ?? getenv("PATH").map { String(cString: $0) }
        guard let path = ProgramPath.find(call.program, path: searched) else {
            throw .notFound(program: call.program)
        }
        self.call = call
        self.path = path
    }

    /// Starts it and returns its pid; descriptors below 0 mean /dev/null.
    func start(
        input: Int32 = -1,
        output: Int32,
        errors: Int32,
        newSession: Bool = false
    ) throws(ProcessFailure) -> Int32 {
        var pid: Int32 = 0
        // The system tells a missing folder and a missing program by the same code.
        if let directory = call.directory, !Files.isFolder(directory) {
            throw .cannotStart(program: call.program, reason: "no such folder: \(directory)")
        }
        let code = withVectors { arguments, environment in
            withOptionalCString(call.directory) { directory in
                path.withCString { program in
                    var launch = gt_launch(
                        program: program,
                        arguments: arguments,
                        environment: environment,
                        directory: directory,
                        input: input,
                        output: output,
                        errors: errors,
                        new_session: newSession ? 1 : 0,
                        close_others: call.locks == .inherited ? 0 : 1,
                        guard_locks: call.locks == .guarded ? 1 : 0
                    )
                    return gt_launch_start(&launch, &pid)
                }
            }
        }
        guard code == 0 else { throw failure(code) }
        return pid
    }

    /// Turns this process into the program; returns only by throwing.
    func replace() throws(ProcessFailure) -> Never {
        if let directory = call.directory, chdir(directory) != 0 { throw failure(errno) }
        throw failure(withVectors { gt_launch_replace(path, $0, $1) })
    }

    private func failure(_ code: Int32) -> ProcessFailure {
        code == ENOENT
            ? .notFound(program: call.program)
            : .cannotStart(program: call.program, reason: String(cString: strerror(code)))
    }

    private typealias Vector = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

    private func withVectors(_ body: (Vector?, Vector?) -> Int32) -> Int32 {
        withVector([call.program] + call.arguments) { arguments in
            guard let environment = call.environment else { return body(arguments, environ) }
            return withVector(environment.map { "\($0.key)=\($0.value)" }) { body(arguments, $0) }
        }
    }

    private func withVector(_ texts: [String], _ body: (Vector?) -> Int32) -> Int32 {
        var pointers = texts.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        pointers.append(nil)
        return pointers.withUnsafeMutableBufferPointer { body($0.baseAddress) }
    }

    private func withOptionalCString(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Int32) -> Int32 {
        text.map { $0.withCString { body($0) } } ?? body(nil)
    }
}
