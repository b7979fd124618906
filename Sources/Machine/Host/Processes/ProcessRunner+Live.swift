import CSpawn
package import Effects
import Vocabulary

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension ProcessRunner {
    /// Really runs programs, each in a process group of its own.
    ///
    /// At the time limit the group gets SIGTERM, a second later SIGKILL. A program that has ended
    /// is not waited for any longer because one it left behind holds its output open.
    package static let live = ProcessRunner { call throws(ProcessFailure) in
        Signals.ignoreBrokenPipes()
        let run = try RunningProgram(call)
        defer { run.close() }
        return try run.outcome()
    }
}

/// One started program and our ends of its pipes.
private final class RunningProgram {
    private let call: ProcessCall
    private let deadline: ContinuousClock.Instant
    private let pid: Int32
    /// Readable when the program has ended; -1 where the system has no such thing.
    private let watch: Int32
    private var logFile: Int32 = -1
    private var input: InputPipe?
    private var output: OutputPipe
    private var errors: OutputPipe

    init(_ call: ProcessCall) throws(ProcessFailure) {
        self.call = call
        deadline = ContinuousClock.now + call.limit
        let launch = try Launch(call)
        let output = try OutputPipe(call)
        self.output = output
        if call.isShown { self.output.copies.append(STDOUT_FILENO) }
        if let log = call.log {
            logFile = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
            guard logFile >= 0 else {
                output.closeBoth()
                throw .cannotStart(program: call.program, reason: FileFailure("write", log).problem.summary)
            }
            self.output.copies.append(logFile)
        }
        let errors: OutputPipe
        do {
            errors = try OutputPipe(call)
        } catch {
            output.closeBoth()
            throw error
        }
        self.errors = errors
        do {
            input = try call.input.map { text throws(ProcessFailure) in try InputPipe(call, text) }
            pid = try launch.start(input: input?.theirs ?? -1, output: output.theirs, errors: errors.theirs)
        } catch {
            output.closeBoth()
            errors.closeBoth()
            input?.closeBoth()
            systemClose(&logFile)
            throw error
        }
        watch = gt_process_watch(pid)
        self.output.handOver()
        self.errors.handOver()
        input?.handOver()
    }

    /// Serves the pipes until the program has ended, then takes its status.
    func outcome() throws(ProcessFailure) -> ProcessOutcome {
        while true {
            let ended = hasEnded
            // What was written before the end is in the pipes by now.
            serve()
            if ended { break }
            guard ContinuousClock.now < deadline else {
                stop()
                throw .timedOut(program: call.program, after: call.limit)
            }
            wait(until: deadline)
        }
        var status: Int32 = 0
        _ = gt_process_wait(pid, 0, &status)
        return ProcessOutcome(
            status: status < 0 ? 128 - status : status,
            signal: status < 0 ? -status : nil,
            output: String(decoding: output.bytes, as: UTF8.self),
            errors: String(decoding: errors.bytes, as: UTF8.self),
            isTruncated: output.isTruncated || errors.isTruncated
        )
    }

    func close() {
        output.close()
        errors.close()
        input?.close()
        if watch >= 0 { systemClose(watch) }
        systemClose(&logFile)
    }

    private var hasEnded: Bool {
        if watch >= 0 {
            var entry = pollfd(fd: watch, events: Int16(POLLIN), revents: 0)
            return poll(&entry, 1, 0) > 0
        }
        var facts = gt_process()
        return gt_process_look(pid, &facts) != 0 || facts.is_zombie != 0
    }

    private func serve() {
        output.read()
        errors.read()
        input?.write()
        if input?.isDone ?? false {
            input?.close()
            input = nil
        }
    }

    private func wait(until end: ContinuousClock.Instant) {
        var entries: [pollfd] = []
        if output.isOpen { entries.append(pollfd(fd: output.ours, events: Int16(POLLIN), revents: 0)) }
        if errors.isOpen { entries.append(pollfd(fd: errors.ours, events: Int16(POLLIN), revents: 0)) }
        if let input { entries.append(pollfd(fd: input.ours, events: Int16(POLLOUT), revents: 0)) }
        if watch >= 0 { entries.append(pollfd(fd: watch, events: Int16(POLLIN), revents: 0)) }
        let rest = (end - ContinuousClock.now).components
        let milliseconds = rest.seconds * 1000 + rest.attoseconds / 1_000_000_000_000_000 + 1
        // Without a watch descriptor the end shows only when asked for.
        let step: Int64 = watch >= 0 ? 3_600_000 : 10
        _ = poll(&entries, nfds_t(entries.count), Int32(clamping: max(0, min(milliseconds, step))))
    }

    // The program is not waited for before SIGKILL, so that the number of its group stays taken.
    private func stop() {
        kill(-pid, SIGTERM)
        let grace = ContinuousClock.now + .seconds(1)
        while !hasEnded, ContinuousClock.now < grace {
            wait(until: grace)
            serve()
        }
        kill(-pid, SIGKILL)
        var status: Int32 = 0
        _ = gt_process_wait(pid, 0, &status)
    }
}

/// A pipe the program writes to.
private struct OutputPipe {
    private(set) var ours: Int32
    private(set) var theirs: Int32
    private(set) var bytes: [UInt8] = []
    private(set) var isTruncated = false
    /// Where what comes goes besides.
    var copies: [Int32] = []
    private let limit: Int

    init(_ call: ProcessCall) throws(ProcessFailure) {
        (ours, theirs) = try pipe(for: call)
        limit = call.outputLimit
        Descriptor.makeNonBlocking(ours)
    }

    var isOpen: Bool { ours >= 0 }

    /// A little at a time: a program that never stops writing must not keep anybody from looking at the clock.
    mutating func read() {
        for _ in 1...16 where isOpen {
            switch Descriptor.read(ours) {
            case .bytes(let more):
                for copy in copies { Descriptor.write(more, to: copy) }
                let room = limit - bytes.count
                bytes += more.prefix(room)
                isTruncated = isTruncated || more.count > room
            case .nothingYet: return
            case .end, .failed: close()
            }
        }
    }

    mutating func handOver() { systemClose(&theirs) }
    mutating func close() { systemClose(&ours) }

    func closeBoth() {
        systemClose(ours)
        systemClose(theirs)
    }
}

/// A pipe the program reads from.
private struct InputPipe {
    private(set) var ours: Int32
    private(set) var theirs: Int32
    private var rest: ArraySlice<UInt8>

    init(_ call: ProcessCall, _ text: String) throws(ProcessFailure) {
        (theirs, ours) = try pipe(for: call)
        rest = Array(text.utf8)[...]
        Descriptor.makeNonBlocking(ours)
    }

    var isDone: Bool { rest.isEmpty }

    mutating func write() {
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { systemWrite(ours, $0.baseAddress, min($0.count, 65536)) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                return
            } else if errno != EINTR {
                // The program does not want to read on.
                rest = []
            }
        }
    }

    mutating func handOver() { systemClose(&theirs) }
    mutating func close() { systemClose(&ours) }

    func closeBoth() {
        systemClose(ours)
        systemClose(theirs)
    }
}

private func pipe(for call: ProcessCall) throws(ProcessFailure) -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    let code = gt_pipe(&ends)
    guard code == 0 else {
        throw .cannotStart(program: call.program, reason: String(cString: strerror(code)))
    }
    return (ends[0], ends[1])
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}

private func systemClose(_ descriptor: Int32) { close(descriptor) }

private func systemClose(_ descriptor: inout Int32) {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
}
