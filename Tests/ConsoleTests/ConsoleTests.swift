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

    @Test func smallAndLargePiecesKeepTheirOrder() throws {
        let bytes = Mutex<[UInt8]>([])
        let console = Console(
            output: { piece in
                bytes.withLock { $0 += piece }
                return .written
            },
            notes: { _ in .written }
        )
        let pieces = [3, 100_000, 7, 65_536, 70_000, 1].enumerated().map { [UInt8](repeating: UInt8($0), count: $1) }
        for piece in pieces { console.write(piece) }
        try console.flush()
        #expect(bytes.withLock { $0 == Array(pieces.joined()) })
    }

    @Test func aTerminalGetsNoControlCharacters() {
        let title = "red \u{1b}[31m\u{7}bell\rback\u{9b}2J tab\tü"
        #expect(written(title, isTerminal: true) == "red �[31m�bell�back�2J tab\tü\n")
        #expect(written(title, isTerminal: false) == title + "\n")
        #expect(written("plain\nlines", isTerminal: true) == "plain\nlines\n")
    }
}
