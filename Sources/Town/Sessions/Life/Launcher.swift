import Effects
import Host
package import Supervised
import Vocabulary

/// What a session runs first: it writes itself down and then becomes the program.
///
/// Started by tmux before anything can be recorded about it, so that the record is its own first
/// act. A launcher that cannot record does not start the program.
package enum Launcher {
    /// Returns only by throwing.
    package static func run(
        _ duty: Duty,
        _ command: [String],
        environment: [String: String],
        _ supervision: Supervision
    ) throws -> Never {
        guard let program = command.first else {
            throw Problem(.usage, "session-exec needs the program to run")
        }
        try supervision.enter(duty)
        try supervision.requireLeave(for: duty)
        try Programs.become(ProcessCall(program, Array(command.dropFirst()), environment: environment))
    }
}
