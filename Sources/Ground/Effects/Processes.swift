/// One run of another program, fully described.
package struct ProcessCall: Hashable, Sendable {
    /// What becomes of the file locks of its starter, should that be killed while it runs.
    package enum Locks: Hashable, Sendable {
        /// It keeps them, and so does all that it starts.
        case inherited
        /// They are kept until it has ended; what it leaves running, such as a cache of credentials, has none.
        case guarded
        /// They end with the starter: for programs that live on.
        case dropped
    }

    /// A name looked up in `PATH` of `environment`, or a path.
    package var program: String
    package var arguments: [String]
    package var directory: String?
    /// The whole environment of the program; `nil` passes on the caller's.
    package var environment: [String: String]?
    /// What the program reads from standard input; empty when `nil`.
    package var input: String?
    /// After this the whole process group is ended.
    package var limit: Duration
    /// Bytes kept of each of the two outputs; what is over is read and dropped.
    package var outputLimit: Int
    package var locks = Locks.inherited
    /// Whether what it writes to its standard output appears on the caller's as well, as it comes.
    package var isShown = false
    /// A file that gets what it writes to its standard output as it comes, so that it is there even
    /// when the program or its caller does not come to an end.
    package var log: String?

    package init(
        _ program: String,
        _ arguments: [String],
        in directory: String? = nil,
        environment: [String: String]? = nil,
        input: String? = nil,
        limit: Duration = .seconds(60),
        outputLimit: Int = 16_000_000
    ) {
        self.program = program
        self.arguments = arguments
        self.directory = directory
        self.environment = environment
        self.input = input
        self.limit = limit
        self.outputLimit = outputLimit
    }
}

/// What a finished program left behind; a status other than zero is a result, not an error.
package struct ProcessOutcome: Hashable, Sendable {
    /// The exit status, or 128 and the signal's number for a program that died of one.
    package var status: Int32
    /// The signal it died of.
    package var signal: Int32?
    package var output: String
    package var errors: String
    /// Something was longer than the limit and is cut.
    package var isTruncated: Bool

    package init(
        status: Int32 = 0,
        signal: Int32? = nil,
        output: String = "",
        errors: String = "",
        isTruncated: Bool = false
    ) {
        self.status = status
        self.signal = signal
        self.output = output
        self.errors = errors
        self.isTruncated = isTruncated
    }
}

/// Why a program produced no outcome at all.
package enum ProcessFailure: Error, Hashable {
    case notFound(program: String)
    case timedOut(program: String, after: Duration)
    case cannotStart(program: String, reason: String)
}

/// The ability to run other programs and wait for their end.
package struct ProcessRunner: Sendable {
    package var run: @Sendable (ProcessCall) throws(ProcessFailure) -> ProcessOutcome

    package init(run: @escaping @Sendable (ProcessCall) throws(ProcessFailure) -> ProcessOutcome) {
        self.run = run
    }
}
