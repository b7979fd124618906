import Arguments
import Console
import Synchronization
import Testing
import Vocabulary

private struct Tool: Command {
    static let name = "tool"
    static let summary = "Tool"
    static var subcommands: [any Command.Type] { [Go.self] }
    @Flag("json", help: "JSON") var json

    struct Go: Command {
        static let summary = "Go"
        @Argument("word", help: "A word") var words: [String]
    }
}

@Suite struct RunToolTests {
    private func run(
        _ line: String,
        sink: @escaping @Sendable ([UInt8]) -> WriteResult = { _ in .written },
        _ body: (Console) throws -> Void
    ) -> String {
        let texts = Texts()
        let console = Console(
            output: { bytes in
                texts.append(bytes, to: \.0)
                return sink(bytes)
            },
            notes: { bytes in
                texts.append(bytes, to: \.1)
                return .written
            }
        )
        let words = line.split(separator: " ").map(String.init)
        let status = runTool(Tool.self, words, on: console) { _, _, _ in try body(console) }
        let (output, notes) = texts.both
        return "\(status)\n\(output)---\n\(notes)"
    }

    @Test func writesResultsAndNotes() {
        let text = run("go") { console in
            console.output("a")
            console.notes("b")
            console.write("c\n")
        }
        #expect(text == "0\na\nc\n---\nb\n")
    }

    @Test(arguments: [
        (Problem.Kind.usage, 2), (.notFound, 1), (.conflict, 1), (.refused, 1), (.environment, 1), (.internalFault, 1),
    ])
    func showsAProblemWithCausesAndHints(_ kind: Problem.Kind, _ status: Int) {
        let text = run("go") { _ in throw Problem(kind, "it is so", causes: ["why"], hints: ["`do this`"]) }
        #expect(text == "\(status)\n---\nError: it is so\nCaused by: why\nHint: `do this`\n")
    }

    @Test func showsAProblemAsOneObject() {
        let text = run("go --json") { _ in throw Problem(.notFound, "no a-1", causes: ["why"], hints: ["x", "y"]) }
        #expect(
            text == """
                1
                {
                  "code": "not_found",
                  "error": "no a-1: why",
                  "hint": "x\\ny",
                  "schema_version": 1
                }
                ---

                """
        )
    }

    @Test func showsAMisuseAsOneObject() {
        #expect(
            run("go --json --nope") { _ in } == """
                2
                {
                  "code": "usage",
                  "error": "unknown flag: --nope",
                  "schema_version": 1
                }
                ---

                """
        )
        #expect(run("go --nope -- --json") { _ in } == "2\n---\nError: unknown flag: --nope\n")
    }

    @Test func keepsTheOutputOneTextWhereAPartIsDone() {
        let text = run("go --json") { console in
            console.output("[]")
            throw Problem(.notFound, "no a-1")
        }
        #expect(
            text == """
                1
                []
                ---
                {"code":"not_found","error":"no a-1","schema_version":1}

                """
        )
    }

    @Test func showsSeveralProblems() {
        let body: (Console) throws -> Void = { _ in
            var problems = Problems()
            #expect(problems.collect { 3 } == 3)
            problems.collect { throw Problem(.notFound, "no a", hints: ["h"]) }
            problems.collect { throw Misuse("bad b", hints: ["h"]) }
            try problems.throwIfAny()
        }
        #expect(run("go") { try body($0) } == "2\n---\nError: no a\nHint: h\nError: bad b\n")
        #expect(run("go --json") { try body($0) }.contains("\"error\": \"no a\\nbad b\","))
    }

    @Test func exitsQuietlyWhereAllIsSaid() {
        #expect(run("go") { _ in throw AlreadyReported(status: 3) } == "3\n---\n")
    }

    @Test func takesAClosedReaderAsNoError() {
        let text = run("go", sink: { _ in .closed }) { console in
            console.output("a")
            try console.flush()
            #expect(!console.isOpen)
            console.output("b")
        }
        #expect(text == "0\na\n---\n")
    }

    @Test func failsWhereTheOutputCannotBeWritten() {
        let text = run("go", sink: { _ in .failed("No space left on device") }) { $0.output("a") }
        #expect(
            text == "1\na\n---\nError: the output could not be written\nCaused by: No space left on device\n"
                + "Hint: What was asked for is done; look before you repeat it.\n"
        )
    }

    @Test func writesInLargePieces() {
        let pieces = Mutex(0)
        _ = run(
            "go",
            sink: { _ in
                pieces.withLock { $0 += 1 }
                return .written
            }
        ) { console in
            for number in 0..<20_000 { console.output("line \(number)") }
        }
        #expect(pieces.withLock { $0 } == 4)
    }
}

private final class Texts: Sendable {
    private let texts = Mutex(("", ""))
    var both: (String, String) { texts.withLock { $0 } }
    func append(_ bytes: [UInt8], to path: WritableKeyPath<(String, String), String>) {
        let text = String(decoding: bytes, as: UTF8.self)
        texts.withLock { $0[keyPath: path] += text }
    }
}
