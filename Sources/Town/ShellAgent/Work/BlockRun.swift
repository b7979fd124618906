import Basics
import Effects
import Host
import Vocabulary

/// A block that was run, and what came of it.
struct BlockRun: Sendable {
    let block: ShellBlock
    let count: Int
    let log: BlockLog
    let time: Duration
    /// Why it is not finished; `nil` for one that is.
    let fault: ShellFault?

    /// Runs a block in `folder`, in a process group of its own, and ends the group at the limit.
    ///
    /// The shell stops at the first command that fails. What it writes is shown as it comes, and
    /// stands in the file `path` afterwards.
    static func of(
        _ block: ShellBlock,
        _ count: Int,
        in folder: String,
        _ environment: [String: String],
        limit: Duration,
        log path: String,
        _ effects: Effects
    ) throws -> BlockRun {
        try Files.makeFolders(Files.parent(of: path))
        // In one line with the block, so that the shell counts its lines as the description does.
        var call = ProcessCall(
            "/bin/sh",
            ["-e", "-c", "exec 2>&1; " + block.text],
            in: folder,
            environment: environment,
            limit: limit,
            outputLimit: 0
        )
        call.locks = .dropped
        call.isShown = true
        call.log = path
        let start = effects.now()
        var fault: ShellFault?
        do {
            let outcome = try effects.processes.run(call)
            if outcome.status != 0 {
                let (status, signal) = (outcome.status, outcome.signal)
                fault = .failed(block: block.number, of: count, status: status, signal: signal)
            }
        } catch {
            guard case .timedOut(_, let limit) = error else { throw error }
            fault = .timedOut(block: block.number, of: count, after: limit)
        }
        let log = try BlockLog(Files.text(at: path, limit: 1_000_000_000))
        try Files.write(log.whole, to: path)
        return BlockRun(block: block, count: count, log: log, time: start.distance(to: effects.now()), fault: fault)
    }

    /// How it ended, in one line.
    var ending: String {
        fault?.problem.summary ?? "sh block \(block.number) of \(count) ended well after \(seconds) s"
    }

    /// Whether it or what it waited for was ended by one of the signals with which people and systems end programs.
    var wasEndedFromOutside: Bool {
        guard case .failed(_, _, let status, _) = fault else { return false }
        // A shell says 128 and the number of the signal: SIGHUP, SIGINT, SIGKILL, SIGTERM.
        return [129, 130, 137, 143].contains(status)
    }

    private var seconds: String {
        let tenths = time.components.seconds * 10 + time.components.attoseconds / 100_000_000_000_000_000
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// The comment on the bead: the ending and the log, cut.
    var report: String {
        let said = log.cut(toBytes: 4000)
        return "\(ending): `\(block.firstLine)`" + (said.isEmpty ? "" : "\n\n\(said)")
    }
}

/// A block that was not finished.
struct BlockFailure: ProblemConvertible {
    let run: BlockRun
    let fault: ShellFault

    var problem: Problem { fault.problem }
}
