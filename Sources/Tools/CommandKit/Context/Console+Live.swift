package import Console
import Host
import Vocabulary

extension Console {
    /// The console of this process.
    package static func live(environment: [String: String]) -> Console {
        let isTerminal = Terminal.isTerminal(1)
        var console = Console(
            output: { send($0, to: 1) },
            notes: { send($0, to: 2) },
            input: { try readAll(0) }
        )
        console.isTerminal = isTerminal
        console.columns = Terminal.columns(1) ?? 80
        console.hasColor = isTerminal && environment["NO_COLOR"] == nil && environment["TERM"] != "dumb"
        return console
    }
}

/// A write's end in the console's words.
private func send(_ bytes: [UInt8], to descriptor: Int32) -> WriteResult {
    switch Descriptor.write(bytes, to: descriptor) {
    case .complete: .written
    case .closed: .closed
    case .failed(let code): .failed(FileFailure("write", "the output", code: code).problem.summary)
    }
}

private func readAll(_ descriptor: Int32) throws -> [UInt8] {
    var all: [UInt8] = []
    while true {
        switch Descriptor.read(descriptor) {
        case .bytes(let bytes): all += bytes
        case .failed(let code): throw FileFailure("read", "the standard input", code: code)
        case .end, .nothingYet: return all
        }
    }
}
