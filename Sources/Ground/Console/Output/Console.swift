package import JSON
package import Vocabulary

/// Where a command writes and reads.
///
/// Results go to `output`, which is collected and written in large pieces; everything else goes to
/// `notes`, at once. Both keep their order on a terminal.
package struct Console: Sendable {
    private let buffer: OutputBuffer
    private let noteSink: Sink
    private let inputSource: @Sendable () throws -> [UInt8]

    /// The width used to wrap text.
    package var columns = 80
    /// Whether a person reads the output as it comes.
    package var isTerminal = false
    /// Whether styles are shown.
    package var hasColor = false

    /// A console on two sinks; without `input`, reading gives nothing.
    package init(
        output: @escaping Sink,
        notes: @escaping Sink,
        input: @escaping @Sendable () throws -> [UInt8] = { [] }
    ) {
        buffer = OutputBuffer(output)
        noteSink = notes
        inputSource = input
    }

    /// Writes a line of the result.
    ///
    /// A terminal gets no control characters: a title or a comment may come from anywhere, and must neither move the
    /// cursor nor change what stands there.
    package func output(_ line: String) {
        buffer.append(isTerminal ? Console.harmless(line) : line, newline: true)
        if isTerminal { buffer.flush() }
    }

    /// The line with a sign in place of each control character but tabs and line feeds.
    private static func harmless(_ line: String) -> String {
        func isControl(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.value {
            case 0x09, 0x0a: false
            case ..<0x20, 0x7f...0x9f: true
            default: false
            }
        }
        guard line.unicodeScalars.contains(where: isControl) else { return line }
        var text = String.UnicodeScalarView()
        for scalar in line.unicodeScalars { text.append(isControl(scalar) ? "\u{fffd}" : scalar) }
        return String(text)
    }

    /// Writes a part of the result as it is.
    package func write(_ text: String) {
        buffer.append(text)
        if isTerminal { buffer.flush() }
    }

    /// Writes bytes of the result as they are.
    package func write(_ bytes: [UInt8]) { buffer.append(bytes) }

    /// Writes a value as indented JSON and a line feed.
    package func output(_ value: JSON) { output(value.text(.indented)) }

    /// Writes a line about the work: progress, a warning, an error.
    package func notes(_ line: String) {
        buffer.flush()
        _ = noteSink(Array((line + "\n").utf8))
    }

    /// Everything on the standard input.
    package func input() throws -> [UInt8] { try inputSource() }

    /// Whether any part of a result was written.
    package var hasOutput: Bool { buffer.hasOutput }

    /// Whether there is still somebody to write for; asked by commands whose output has no end.
    package var isOpen: Bool { buffer.result == .written }

    /// Writes what is still collected; a reader that has gone is no error.
    package func flush() throws(Problem) {
        guard case .failed(let reason) = buffer.flush() else { return }
        throw Problem(.environment, "the output could not be written", causes: [reason])
    }
}
