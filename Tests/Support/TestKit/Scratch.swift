import Foundation
package import Testing

/// A private directory for one test.
package struct Scratch: Sendable {
    /// The directory of the running test; `nil` in a test without the trait `.scratch`.
    @TaskLocal package static var current: Scratch?

    /// The absolute path, without links in it and without a slash at its end.
    package let path: String

    /// The directory of another process's test.
    package init(at path: String) { self.path = path }

    /// Makes an empty directory that the caller removes.
    package static func make(named name: String = "test") throws -> Scratch {
        let letters = name.unicodeScalars.filter { CharacterSet.alphanumerics.contains($0) && $0.isASCII }
        let short = String(String.UnicodeScalarView(letters)).prefix(24)
        let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
        let url = base.appending(path: "gt-\(short)-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        var path = url.path(percentEncoded: false)
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return Scratch(at: path)
    }

    /// Removes the directory with all that is in it, unless `KEEP_SCRATCH` is set.
    package func remove() {
        guard ProcessInfo.processInfo.environment["KEEP_SCRATCH"] == nil else { return }
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of `name` in the directory.
    package func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Makes a directory, with those above it, and returns its path.
    @discardableResult
    package func folder(_ name: String) throws -> String {
        try FileManager.default.createDirectory(atPath: file(name), withIntermediateDirectories: true)
        return file(name)
    }

    /// Writes a file, with the directories above it.
    package func write(_ text: String, to name: String) throws {
        let url = URL(filePath: file(name))
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    /// Writes a program that can be run at once.
    ///
    /// Another program writes it: a file that this process has open for writing while another thread
    /// starts a program cannot be run for a moment ("text file busy").
    package func writeProgram(_ text: String, to name: String) throws {
        try write(text, to: name + ".draft")
        let copy = Process()
        copy.executableURL = URL(filePath: "/bin/sh")
        copy.arguments = ["-c", "cp \"$1.draft\" \"$1\" && chmod 755 \"$1\" && rm \"$1.draft\"", "sh", file(name)]
        try copy.run()
        copy.waitUntilExit()
    }

    /// The text of a file.
    package func read(_ name: String) throws -> String {
        try String(contentsOf: URL(filePath: file(name)), encoding: .utf8)
    }

    /// Whether something of that name is there.
    package func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: file(name)) }

    /// The paths of all files below the directory or one in it, sorted.
    package func files(in name: String = "") -> [String] {
        let all = FileManager.default.enumerator(atPath: name.isEmpty ? path : file(name))
        return (all?.compactMap { $0 as? String } ?? []).sorted()
    }

    /// `text` with the path of the directory replaced by `$SCRATCH`.
    package func masked(_ text: String) -> String { text.replacingOccurrences(of: path, with: "$SCRATCH") }
}

/// Gives each test a directory of its own.
package struct ScratchTrait: TestTrait, SuiteTrait, TestScoping {
    package var isRecursive: Bool { true }

    package func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        guard testCase != nil else { return try await function() }
        let scratch = try Scratch.make(named: test.name)
        defer { scratch.remove() }
        try await Scratch.$current.withValue(scratch) { try await function() }
    }
}

extension Trait where Self == ScratchTrait {
    /// Gives each test its own directory, removed afterwards unless `KEEP_SCRATCH` is set.
    package static var scratch: Self { Self() }
}
