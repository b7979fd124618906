package import Console
import Synchronization

/// What one run of a tool inside this process left behind.
package struct ToolRun: Sendable, CustomStringConvertible {
    package var status: Int32
    package var output: String
    package var notes: String

    /// Status, output and notes as one text, so that a test compares all three.
    package var description: String { "status: \(status)\n--- output\n\(output)--- notes\n\(notes)" }

    /// Gives `body` a console whose both sides are kept; `body` returns the exit status.
    package init(columns: Int = 80, input: String = "", _ body: (Console) -> Int32) {
        let texts = Texts()
        var console = Console(
            output: { bytes in
                texts.both.withLock { $0.output += bytes }
                return .written
            },
            notes: { bytes in
                texts.both.withLock { $0.notes += bytes }
                return .written
            },
            input: { Array(input.utf8) }
        )
        console.columns = columns
        status = body(console)
        (output, notes) = texts.both.withLock { both in
            (String(decoding: both.output, as: UTF8.self), String(decoding: both.notes, as: UTF8.self))
        }
    }

    private final class Texts: Sendable {
        let both = Mutex<(output: [UInt8], notes: [UInt8])>(([], []))
    }
}
