import Console
import Synchronization
import Testing

@Suite struct ConsoleTests {
    /// What a console writes for one line.
    private func written(_ line: String, isTerminal: Bool) -> String {
        let bytes = Mutex<[UInt8]>([])
        var console = Console(
            output: { piece in
                bytes.withLock { $0 += piece }
                return .written
            },
            notes: { _ in .written }
        )
        console.isTerminal = isTerminal
        console.output(line)
        try? console.flush()
        return bytes.withLock { String(decoding: $0, as: UTF8.self) }
    }

    @Test func aTerminalGetsNoControlCharacters() {
        let title = "red \u{1b}[31m\u{7}bell\rback\u{9b}2J tab\tü"
        #expect(written(title, isTerminal: true) == "red �[31m�bell�back�2J tab\tü\n")
        #expect(written(title, isTerminal: false) == title + "\n")
        #expect(written("plain\nlines", isTerminal: true) == "plain\nlines\n")
    }
}
