import Foundation
import Host
import Testing

extension OneAfterAnother {
    @Suite struct LogFileTests {
        private let scratch: ScratchFolder

        init() throws { scratch = try ScratchFolder() }

        private var log: LogFile { LogFile(path: scratch("log"), limit: 100) }
        private let page = String(repeating: "x", count: 99) + "\n"

        @Test func keepsTheLastFileAndOneOlder() throws {
            try log.rotate()
            for text in ["short\n", page, "second \(page)"] {
                try Files.append(text, to: log.path)
                try log.rotate()
            }
            #expect(try Files.text(at: log.older) == "second \(page)")
            #expect(!Files.exists(log.path))
            #expect(try Files.list(scratch.path) == ["log.1"])
        }

        @Test func losesNothingOfAWriterThatHasItOpen() throws {
            try Files.append(page, to: log.path)
            let writer = try #require(FileHandle(forWritingAtPath: log.path))
            try writer.seekToEnd()
            try log.rotate()
            try Files.append("new\n", to: log.path)
            try writer.write(contentsOf: Data("late\n".utf8))
            #expect(try Files.text(at: log.older) == page + "late\n")
            #expect(try Files.text(at: log.path) == "new\n")
        }

        @Test func isMovedOnceByAllWhoSeeIt() throws {
            for _ in 0..<50 {
                try Files.write(page, to: log.path)
                DispatchQueue.concurrentPerform(iterations: 8) { number in
                    #expect(throws: Never.self) {
                        try log.rotate()
                        try Files.append("\(number)\n", to: log.path)
                    }
                }
                #expect(try Files.text(at: log.older).hasPrefix(page))
                let rest = try Files.text(at: log.older).dropFirst(page.count) + Files.text(at: log.path)
                #expect(rest.split(separator: "\n").sorted() == (0..<8).map { "\($0)" })
            }
        }

        @Test func standardErrorFollows() async throws {
            await #expect(processExitsWith: .exitCode(7)) { [path = scratch("log") as String] in
                let log = LogFile(path: path, limit: 100)
                let file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
                guard !log.isStandardError, dup2(file, 1) == 1, dup2(file, 2) == 2, log.isStandardError else { return }
                for word in ["first", "second"] {
                    try log.follow()
                    for descriptor in [Int32(1), 2] {
                        _ = (word + String(repeating: ".", count: 50) + "\n").withCString {
                            write(descriptor, $0, strlen($0))
                        }
                    }
                }
                // Somebody else moved it.
                guard rename(path, path + ".moved") == 0 else { return }
                try log.follow()
                _ = write(1, "third\n", 6)
                _exit(7)
            }
            #expect(try Files.text(at: log.older).hasPrefix("first...."))
            #expect(try Files.text(at: scratch("log.moved")).split(separator: "\n").count == 2)
            #expect(try Files.text(at: log.path) == "third\n")
        }
    }
}
